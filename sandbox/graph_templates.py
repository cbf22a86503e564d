"""The templates of an account: list, create, read, change, unpause, delete."""

import secrets
from typing import cast

from aiohttp import web

from sandbox.auth import reachable_waba, wabas_for
from sandbox.errors import GraphError, unreachable
from sandbox.graph_nodes import picked
from sandbox.keeping import keep_state
from sandbox.paging import page_of
from sandbox.reviews import review_later
from sandbox.state import WORLD, Json, World
from sandbox.template_rules import (
    CATEGORIES,
    DUPLICATE,
    TOO_MANY,
    check_components,
    check_new_template,
    refused,
)
from sandbox.template_store import find_template, template_by_id, templates_of

_MOST_TEMPLATES = 250
_FILTERS = ("name", "language", "status", "category")
_CHANGEABLE = ("APPROVED", "REJECTED", "PAUSED")
# What a template can be asked for, and has not unless something happened.
_EMPTY: Json = dict.fromkeys(
    (
        "quality_score",
        "rejected_reason",
        "sub_category",
        "previous_category",
        "correct_category",
        "message_send_ttl_seconds",
        "cta_url_link_tracking_opted_out",
        "library_template_name",
        "degrees_of_freedom_spec",
    )
)


async def list_templates(request: web.Request) -> web.Response:
    """GET /{waba}/message_templates: filtered and paged."""
    world, waba_id = _account(request, "get")
    filters = {key: request.query[key] for key in _FILTERS if key in request.query}
    found = [
        one
        for one in templates_of(world, waba_id).values()
        if all(str(one[key]) == wanted for key, wanted in filters.items())
    ]
    fields = request.query.get("fields")
    shown = [picked({**_EMPTY, **one}, fields) if fields else one for one in found]
    page = page_of(request, shown)
    if "summary" in request.query:
        page["summary"] = _summary(templates_of(world, waba_id), len(found))
    return web.json_response(page)


def _summary(kept: dict[str, Json], found: int) -> Json:
    return {
        "total_count": found,
        "message_template_count": len(kept),
        "message_template_limit": _MOST_TEMPLATES,
        "are_translations_complete": True,
    }


async def create_template(request: web.Request) -> web.Response:
    """POST /{waba}/message_templates: check, keep as PENDING, send to review."""
    world, waba_id = _account(request, "post")
    wish = await _body(request)
    check_new_template(wish)
    kept = templates_of(world, waba_id)
    if find_template(world, waba_id, wish["name"], wish["language"]):
        why = f"There is already {wish['language']} content for this template."
        raise refused(DUPLICATE, "Content in this language already exists", why)
    if len(kept) >= _MOST_TEMPLATES:
        raise refused(TOO_MANY, "Template limit", f"An account has {_MOST_TEMPLATES} at most.")
    template: Json = {
        "name": wish["name"],
        "parameter_format": str(wish.get("parameter_format", "POSITIONAL")).upper(),
        "components": [_told(part) for part in wish["components"]],
        "language": wish["language"],
        "status": "PENDING",
        "category": wish["category"],
        "id": str(10**14 + secrets.randbelow(9 * 10**14)),
    }
    kept[template["id"]] = template
    review_later(world, waba_id, template)
    keep_state(world)
    return web.json_response({key: template[key] for key in ("id", "status", "category")})


def _told(part: Json) -> Json:
    """A component as it is listed: its words of kind in capitals."""
    told = {**part, "type": str(part["type"]).upper()}
    if "format" in told or told["type"] == "HEADER":
        told["format"] = str(told.get("format", "TEXT")).upper()
    if "buttons" in told:
        told["buttons"] = [{**one, "type": str(one["type"]).upper()} for one in told["buttons"]]
    return told


async def delete_templates(request: web.Request) -> web.Response:
    """DELETE /{waba}/message_templates: every language of a name, or one by `hsm_id` too."""
    world, waba_id = _account(request, "delete")
    name, one_id = request.query.get("name"), request.query.get("hsm_id")
    kept = templates_of(world, waba_id)
    gone = [
        key
        for key, one in kept.items()
        if one["name"] == name and (one_id is None or key == one_id)
    ]
    if not name or not gone:
        raise GraphError(100, "name must be that of a template of this account.")
    if any(kept[key]["status"] == "DISABLED" for key in gone):
        raise GraphError(100, "A disabled template cannot be deleted.")
    for key in gone:
        del kept[key]
    keep_state(world)
    return web.json_response({"success": True})


def described(world: World, request: web.Request, template_id: str) -> Json | None:
    """Give the answer to GET /{template_id}, or None when it is no template of the caller's."""
    found = template_by_id(world, wabas_for(world, request), template_id)
    if found is None:
        return None
    fields = request.query.get("fields")
    return picked({**_EMPTY, **found[1]}, fields) if fields else found[1]


async def change_template(request: web.Request) -> web.Response:
    """POST /{template_id}: replace all components, which sends it to review again."""
    waba_id, template = _own(request)
    wish = await _body(request)
    if template["status"] not in _CHANGEABLE:
        why = f"Only one that is {', '.join(_CHANGEABLE).lower()} can be changed."
        raise refused(None, "Template cannot be changed", why)
    category = wish.get("category", template["category"])
    if category not in CATEGORIES:
        raise refused(None, "Invalid category", f"category must be one of {CATEGORIES}.")
    if category != template["category"] and template["status"] == "APPROVED":
        raise refused(None, "Category", "The category of an approved template stays.")
    if "components" in wish:
        check_components({**template, **wish, "category": category})
        template["components"] = [_told(part) for part in wish["components"]]
    template["category"] = category
    world = request.app[WORLD]
    review_later(world, waba_id, template)
    keep_state(world)
    return web.json_response({"success": True})


async def unpause_template(request: web.Request) -> web.Response:
    """POST /{template_id}/unpause: for those that pacing paused."""
    _, template = _own(request)
    if template["status"] != "PAUSED":
        return web.json_response({"success": False, "reason": "The template is not paused."})
    template["status"] = "APPROVED"
    keep_state(request.app[WORLD])
    return web.json_response({"success": True})


def _own(request: web.Request) -> tuple[str, Json]:
    world, template_id = request.app[WORLD], request.match_info["object_id"]
    found = template_by_id(world, wabas_for(world, request), template_id)
    if found is None:
        raise unreachable(template_id, "post")
    return found


def _account(request: web.Request, method: str) -> tuple[World, str]:
    return request.app[WORLD], reachable_waba(request, method)


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError as error:
        raise GraphError(100, "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise GraphError(100, "The body must be one JSON object.")
    return cast("Json", body)
