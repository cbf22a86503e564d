"""The API's description: the product's names, refusals, headers, rights and examples."""

import json
import re
from dataclasses import dataclass
from typing import Any

from ninja import NinjaAPI

from chatsync.config.api_examples import EXAMPLES

Json = dict[str, Any]

_NAMES = {"Can": "Capability", "DraftBody": "Draft"}
_REFUSALS = {
    "401": "Not signed in, or an unknown key (`not_signed_in`).",
    "403": "Your role does not allow it, or the workspace is read-only (`forbidden`, `read_only`).",
    "404": "It does not exist, or not for you (`not_found`, `queue_empty`).",
    "409": "Not now (`conflict`, `window_closed`, `unseen_reply`, `number_disconnected`).",
    "422": "A value cannot be used; `errors` names the fields (`validation`).",
    "429": "Too many requests; `Retry-After` says for how many seconds (`rate_limited`).",
}
_PROBLEM: Json = {
    "title": "Problem",
    "description": "A refusal (RFC 9457). `detail` says in your language what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:chatsync:problem:window_closed"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "examples": ["window_closed"]},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["loc", "msg"],
                "properties": {"loc": {"type": "string"}, "msg": {"type": "string"}},
            },
        },
        "unseen": {"type": "array", "items": {"$ref": "#/components/schemas/Message"}},
    },
}
_WORKSPACE: Json = {
    "in": "header",
    "name": "ChatSync-Workspace",
    "required": False,
    "description": "The workspace, `org_…`. With a session it is required; with a key it must "
    "match where given.",
    "schema": {"type": "string", "pattern": "^org_[0-9a-f]{32}$"},
}
_ONCE: Json = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key within 24 hours gets the first answer again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}


def finish(document: Json, api: NinjaAPI) -> Json:
    """Complete the framework's description; the same document in, the same document out."""
    done: Json = _renamed(dict(document))
    done["components"]["schemas"]["Problem"] = _PROBLEM
    rights = _rights(api)
    for methods in done["paths"].values():
        for method, operation in methods.items():
            _finish_operation(operation, method, rights[operation["operationId"]])
    return done


@dataclass(frozen=True)
class Shown:
    """An operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    capabilities: list[str]
    parameters: list[Json]
    request: str
    answer: str


def groups(document: Json) -> dict[str, list[Shown]]:
    """The operations for the page, by group, in the order in which they are mounted."""
    found: dict[str, list[Shown]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            group = operation.get("tags", ["more"])[0]
            found.setdefault(group, []).append(_shown(path, method, operation))
    return found


def _shown(path: str, method: str, operation: Json) -> Shown:
    answers = [operation["responses"].get(status, {}) for status in ("200", "201", "202")]
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("description") or operation["summary"],
        capabilities=operation["x-capabilities"],
        parameters=[p for p in operation["parameters"] if p["in"] != "header"],
        request=_example_of(operation.get("requestBody", {})),
        answer=next(filter(None, map(_example_of, answers)), ""),
    )


def _example_of(holder: Json) -> str:
    for content in holder.get("content", {}).values():
        if "example" in content:
            return json.dumps(content["example"], indent=2, ensure_ascii=False)
    return ""


def _finish_operation(operation: Json, method: str, capabilities: list[str]) -> None:
    operation["parameters"].append(_WORKSPACE)
    if method == "post":
        operation["parameters"].append(_ONCE)
    operation["x-capabilities"] = capabilities
    for status, meaning in _REFUSALS.items():
        operation["responses"][status] = {
            "description": meaning,
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    operation["responses"] = {str(key): value for key, value in operation["responses"].items()}
    example = EXAMPLES.get(operation["operationId"], {})
    _put_example(operation.get("requestBody"), example.get("request"))
    for status, response in operation["responses"].items():
        if status in {"200", "201"}:
            _put_example(response, example.get("answer"))


def _put_example(holder: Json | None, example: Any) -> None:
    if holder is None or example is None:
        return
    for content in holder.get("content", {}).values():
        content["example"] = example


def _rights(api: NinjaAPI) -> dict[str, list[str]]:
    """Which capabilities each operation needs, from the guards at the doors."""
    rights: dict[str, list[str]] = {}
    for router in api._get_bound_routers():  # noqa: SLF001  the description needs the doors
        for view in router.path_operations.values():
            for operation in view.operations:
                named = {
                    str(capability)
                    for guard in operation.auth_callbacks
                    for capability in getattr(guard, "capabilities", ())
                }
                rights[api.get_openapi_operation_id(operation)] = sorted(named)
    return rights


def _renamed(value: Any) -> Any:
    """The schemas under the product's names: `ConversationOut` is a Conversation to the world."""
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    done = {key: _renamed(item) for key, item in value.items()}
    if "schemas" in done and isinstance(done["schemas"], dict):
        done["schemas"] = {_named(name): schema for name, schema in done["schemas"].items()}
    if isinstance(done.get("$ref"), str):
        head, _slash, name = done["$ref"].rpartition("/")
        done["$ref"] = f"{head}/{_named(name)}"
    if isinstance(done.get("title"), str):
        done["title"] = _named(done["title"])
    return done


def _named(name: str) -> str:
    return _NAMES.get(name) or re.sub(r"(?<=[a-z])Out$", "", name)
