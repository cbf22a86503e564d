"""One wrong body per rule of the field tables: each is refused, and with the code Meta gives."""

from typing import Any

import pytest

from sandbox.tests.files import upload
from sandbox.tests.support import Meta

Json = dict[str, Any]
TO = "+923001112233"
CARD = {"name": {"formatted_name": "A B", "first_name": "A"}}
TEXT = {"type": "text", "text": {"body": "Hello"}}


def interactive(kind: str, action: Json, **more: Any) -> Json:
    asked = {"type": kind, "body": {"text": "Choose"}, "action": action, **more}
    return {"type": "interactive", "interactive": asked}


def reply(title: str = "Yes", **more: Any) -> Json:
    return {"type": "reply", "reply": {"id": "1", "title": title, **more}}


RULES: dict[str, tuple[Json, int]] = {
    "product": ({**TEXT, "messaging_product": "sms"}, 100),
    "recipient type": ({**TEXT, "recipient_type": "crowd"}, 131009),
    "nobody": ({**TEXT, "to": ""}, 100),
    "no number": ({**TEXT, "to": "+12"}, 100),
    "no user id": ({**TEXT, "to": None, "recipient": "somebody"}, 131009),
    "unknown type": ({"type": "poll", "poll": {}}, 100),
    "unknown field": ({**TEXT, "colour": "red"}, 100),
    "unknown field inside": ({"type": "text", "text": {"body": "a", "bold": True}}, 100),
    "unknown field in a list": ({"type": "contacts", "contacts": [{**CARD, "shoe": 42}]}, 100),
    "long callback data": ({**TEXT, "biz_opaque_callback_data": "x" * 513}, 131009),
    "context without id": ({**TEXT, "context": {}}, 131008),
    "preview": ({"type": "text", "text": {"body": "a", "preview_url": "yes"}}, 131009),
    "blank text": ({"type": "text", "text": {"body": "   "}}, 131008),
    "id and link": ({"type": "image", "image": {"id": "1", "link": "https://a.example"}}, 131008),
    "link": ({"type": "image", "image": {"link": "ftp://a.example/a.jpg"}}, 131009),
    "file name": (
        {"type": "document", "document": {"link": "https://a.example", "filename": "x" * 241}},
        131009,
    ),
    "sticker caption": (
        {"type": "sticker", "sticker": {"link": "https://a.example", "caption": "no"}},
        100,
    ),
    "voice": ({"type": "audio", "audio": {"link": "https://a.example", "voice": 1}}, 131009),
    "longitude": ({"type": "location", "location": {"latitude": 1, "longitude": 181}}, 131009),
    "no latitude": ({"type": "location", "location": {"longitude": 1}}, 131008),
    "no contacts": ({"type": "contacts", "contacts": []}, 131009),
    "reaction to nothing": ({"type": "reaction", "reaction": {"emoji": "👍"}}, 131008),
    "reaction target": ({"type": "reaction", "reaction": {"message_id": "1", "emoji": ""}}, 131009),
    "reaction word": (
        {"type": "reaction", "reaction": {"message_id": "wamid.a", "emoji": "OK"}},
        131009,
    ),
    "interactive kind": (interactive("poll", {}), 131009),
    "no buttons": (interactive("button", {"buttons": []}), 131009),
    "button id": (interactive("button", {"buttons": [reply(id="x" * 257)]}), 131009),
    "footer": (interactive("button", {"buttons": [reply()]}, footer={"text": "x" * 61}), 131009),
    "header": (
        interactive("button", {"buttons": [reply()]}, header={"type": "text", "text": "x" * 61}),
        131009,
    ),
    "list button": (interactive("list", {"button": "x" * 21, "sections": []}), 131009),
    "row title": (
        interactive(
            "list", {"button": "a", "sections": [{"rows": [{"id": "1", "title": "x" * 25}]}]}
        ),
        131009,
    ),
    "address": (
        interactive(
            "cta_url", {"name": "cta_url", "parameters": {"display_text": "a", "url": "b"}}
        ),
        131009,
    ),
    "flow version": (
        interactive("flow", {"name": "flow", "parameters": {"flow_message_version": "2"}}),
        131009,
    ),
    "location request": (interactive("location_request_message", {"name": "x"}), 131009),
    "template name": ({"type": "template", "template": {"language": {"code": "en"}}}, 131008),
    "template language": ({"type": "template", "template": {"name": "hello_world"}}, 131008),
}


@pytest.mark.parametrize("rule", RULES)
async def test_a_body_against_a_rule_is_refused(meta: Meta, rule: str) -> None:
    body, code = RULES[rule]
    whole = {"messaging_product": "whatsapp", "to": TO, **body}
    answer = await meta.graph("POST", f"{meta.number_id}/messages", whole)
    assert answer.body["error"]["code"] == code, answer.body
    assert await meta.sends() == []


FITS = [
    ("jpeg", "image"),
    ("webp", "sticker"),
    ("animated", "sticker"),
    ("mp4", "video"),
    ("ogg", "audio"),
    ("mp3", "audio"),
    ("pdf", "document"),
    ("jpeg", "document"),
]
UNFIT = [
    ("webp", "image"),
    ("jpeg", "sticker"),
    ("small webp", "sticker"),
    ("heavy webp", "sticker"),
    ("pdf", "video"),
    ("stereo", "audio"),
    ("mp4", "audio"),
]


@pytest.mark.parametrize(("name", "kind"), FITS)
async def test_a_file_goes_out_as_what_it_is(meta: Meta, name: str, kind: str) -> None:
    sent = await meta.send(TO, type=kind, **{kind: {"id": await upload(meta, name)}})
    assert sent.status == 200, sent.body


@pytest.mark.parametrize(("name", "kind"), UNFIT)
async def test_a_file_does_not_go_out_as_what_it_is_not(meta: Meta, name: str, kind: str) -> None:
    sent = await meta.send(TO, type=kind, **{kind: {"id": await upload(meta, name)}})
    assert sent.body["error"]["code"] == 131053, sent.body


async def test_only_opus_in_mono_is_a_voice_note(meta: Meta) -> None:
    for name, status in (("ogg", 200), ("mp3", 400)):
        audio = {"id": await upload(meta, name), "voice": True}
        assert (await meta.send(TO, type="audio", audio=audio)).status == status
