"""Every operation of the API, read from its own description, as requests that can be sent."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.tenancy.world import a_photo

Json = dict[str, Any]

KINDS = {
    "conversation_id": "conversation",
    "contact_id": "contact",
    "member_id": "member",
    "number_id": "number",
    "meta_app_id": "meta_app",
    "key_id": "api_key",
    "invitation_id": "invitation",
    "message_id": "message",
    "reply_to": "message",
    "around": "message",
    "export_id": "export",
    "whole_export_id": "whole_export",
    "note_id": "note",
    "tag_id": "tag",
    "tag": "tag",
    "quick_reply_id": "quick_reply",
    "view_id": "view",
    "media_id": "media",
    "parked_id": "parked",
    "step_in_id": "step_in",
    "invoice_id": "invoice",
    "transfer_id": "transfer",
    "policy_notice_id": "policy_notice",
    "wamid": "wamid",
    "q": "words",
    "workspace_name": "workspace_name",
}
"""What a parameter or a field of a body names, by its own name."""

NOT_IDS = {
    "client_id": "made by the caller, and unique in a workspace only",
    "epoch": "says which life of the installation a position belongs to",
    "phone_number_id": "Meta's id, proven by Meta's token",
    "waba_id": "Meta's id, proven by Meta's token",
    "tax_id": "a company's number for its tax office, written on invoices and looked up nowhere",
    "held_by": "compared with the holder of a conversation that is seen, looked up nowhere",
    "app_id": "Meta's id, proven by the app's secret",
}
"""Ids of other things than rows of a workspace, and why they open nothing."""

ALTERNATIVES: dict[tuple[str, str], Json] = {
    ("send", "media_id"): {"type": "image", "text": None},
}
"""What else a body must say for an optional field to make sense."""


WHERE_SOLD = {
    "make_checkout",
    "pay_owed",
    "preview_change",
    "change_subscription",
    "cancel_subscription",
    "keep_subscription",
    "resume_subscription",
    "make_card_link",
    "make_portal_link",
    "invoice_file",
    "invoice_recipient",
    "put_invoice_recipient",
    "ask_transfer",
}
"""Operations that succeed where plans are sold alone: chatsync/billing/tests tries them beside a
stand-in or with a bank account, another workspace's ids included."""


class CannotCallError(AssertionError):
    """The description holds something that this test cannot call yet."""


@dataclass(frozen=True)
class Slot:
    """A place in a request that names a row."""

    place: str
    name: str

    @property
    def kind(self) -> str:
        return KINDS[self.name]


@dataclass(frozen=True)
class Operation:
    """One operation with one sample body."""

    name: str
    method: str
    path: str
    slots: tuple[Slot, ...]
    query: tuple[tuple[str, str], ...] = ()
    body: Json | None = None
    files: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path} ({self.name})"

    def request(self, ids: Mapping[Slot, str]) -> tuple[str, str, dict[str, Any]]:
        """Method, address and the rest, with each slot filled."""
        path, query, body = self.path, dict(self.query), copy.deepcopy(self.body)
        for slot in self.slots:
            if slot.place == "path":
                path = path.replace("{" + slot.name + "}", quote(ids[slot]))
            elif slot.place == "query":
                query[slot.name] = ids[slot]
            elif body is not None:
                body[slot.name] = ids[slot]
        address = f"{path}?{urlencode(query)}" if query else path
        return self.method.upper(), address, self._content(body)

    def filled(self, ids: Mapping[str, str]) -> dict[Slot, str]:
        return {slot: ids[slot.kind] for slot in self.slots}

    def _content(self, body: Json | None) -> dict[str, Any]:
        if self.files:
            data = {name: _image() for name in self.files}
            return {
                "data": encode_multipart(BOUNDARY, data),
                "content_type": MULTIPART_CONTENT,
            }
        if body is None:
            return {}
        return {"data": json.dumps(body), "content_type": "application/json"}


def spelled_out(example: Any) -> Any:
    """An example with its elided secrets written out, since `…` cannot be sent in a header."""
    if isinstance(example, dict):
        return {key: spelled_out(value) for key, value in example.items()}
    return example.replace("…", "0" * 32) if isinstance(example, str) else example


def operations(document: Json) -> list[Operation]:
    """Every operation, once more for each optional field of its body that names a row."""
    found = [
        operation
        for path, methods in document["paths"].items()
        for method, described in methods.items()
        for operation in _variants(document, path, method, described)
    ]
    assert len(found) > 20, "the description holds too few operations: this test sees too little"
    return found


def _variants(document: Json, path: str, method: str, described: Json) -> Iterator[Operation]:
    name = described["operationId"]
    slots, query = _parameters(name, described)
    content = described.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        files = tuple(_schema(document, content["multipart/form-data"]["schema"])["properties"])
        yield Operation(name, method, path, slots, query, files=files)
        return
    if not content:
        yield Operation(name, method, path, slots, query)
        return
    (media,) = content.values()
    if "example" not in media:
        raise CannotCallError(
            f"{name} takes a body and shows no example: add one to EXAMPLES in "
            "chatsync/config/api_examples.py, so that readers and this test know how to call it."
        )
    fields = _row_fields(name, _schema(document, media["schema"]))
    example = spelled_out(media["example"])
    given = tuple(Slot("body", it) for it in fields if example.get(it))
    yield Operation(name, method, path, slots + given, query, example)
    for extra in sorted(set(fields) - {slot.name for slot in given}):
        body = example | ALTERNATIVES.get((name, extra), {})
        slot = Slot("body", extra)
        yield Operation(name, method, path, (*slots, *given, slot), query, body)


def _parameters(name: str, described: Json) -> tuple[tuple[Slot, ...], tuple[tuple[str, str], ...]]:
    slots, query = [], []
    for parameter in described["parameters"]:
        if parameter["in"] == "header":
            continue
        if _names_a_row(name, parameter["name"], parameter["schema"]):
            slots.append(Slot(parameter["in"], parameter["name"]))
        elif parameter.get("required"):
            example = parameter["schema"].get("examples", [parameter["schema"].get("default")])[0]
            if example is None:
                raise CannotCallError(f"{name} needs {parameter['name']}: give it an example.")
            query.append((parameter["name"], str(example)))
    return tuple(slots), tuple(query)


def _row_fields(name: str, schema: Json) -> list[str]:
    properties = schema.get("properties", {})
    return [field for field, about in properties.items() if _names_a_row(name, field, about)]


def _names_a_row(operation: str, name: str, schema: Json) -> bool:
    if name in NOT_IDS:
        return False
    if name in KINDS:
        return True
    formats = {schema.get("format"), *(it.get("format") for it in schema.get("anyOf", []))}
    if "uuid" in formats or re.search(r"(^|_)id$", name):
        raise CannotCallError(
            f"{operation} takes `{name}`, which looks like an id: say in KINDS or NOT_IDS of "
            "tests/tenancy/operations.py what it names."
        )
    return False


def _schema(document: Json, schema: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _image() -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", a_photo(), "image/jpeg")
