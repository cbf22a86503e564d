"""Every body that we send keeps to Meta's field tables (Cloud API, messages reference)."""

from collections.abc import Callable
from typing import Any

import pytest

from chatsync.channels.whatsapp.outgoing import (
    Body,
    Frame,
    Recipient,
    UnsendableError,
    image_body,
    template_body,
    text_body,
)
from chatsync.channels.whatsapp.outgoing_files import file_body, reaction_body, voice_body

FRAMES = [
    Frame(Recipient(phone="923001234567")),
    Frame(Recipient(bsuid="PK.12ab"), reply_to_wamid="wamid.A", callback_data="x" * 512),
]
FILE = {"id": str, "caption": 1_024}
TABLES: dict[str, dict[str, Any]] = {
    "text": {"body": 4_096, "preview_url": bool},
    "image": FILE,
    "video": FILE,
    "document": {**FILE, "filename": 240},
    "audio": {"id": str, "voice": bool},
    "reaction": {"message_id": str, "emoji": 16},
    "template": {"name": 512, "language": dict, "components": list},
}
COMMON = {
    "messaging_product",
    "recipient_type",
    "to",
    "recipient",
    "type",
    "context",
    "biz_opaque_callback_data",
}
BODIES: list[Callable[[Frame], Body]] = [
    lambda f: text_body(f, "x" * 4_096),
    lambda f: image_body(f, media_id="7", caption="x" * 1_024),
    lambda f: file_body(f, "video", "7", "x" * 1_024, "film.mp4"),
    lambda f: file_body(f, "document", "7", "two", "x" * 236 + ".pdf"),
    lambda f: file_body(f, "audio", "7", None, "song.mp3"),
    lambda f: voice_body(f, "7"),
    lambda f: reaction_body(f, "wamid.A", "👍🏽"),
    lambda f: reaction_body(f, "wamid.A", ""),
    lambda f: template_body(f, "hello", "en-US", [{"type": "body", "parameters": []}]),
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("made", BODIES)
def test_a_body_keeps_to_the_field_table_of_its_type(
    made: Callable[[Frame], Body], frame: Frame
) -> None:
    body: dict[str, Any] = made(frame)
    kind = body["type"]
    assert set(body) <= COMMON | {kind}
    assert (body["messaging_product"], body["recipient_type"]) == ("whatsapp", "individual")
    assert ("to" in body) != ("recipient" in body)
    for field, value in body[kind].items():
        rule = TABLES[kind][field]
        if isinstance(rule, int):
            assert isinstance(value, str)
            assert len(value) <= rule
        else:
            assert isinstance(value, rule)


@pytest.mark.parametrize(
    "made",
    [
        lambda f: file_body(f, "video", "7", "x" * 1_025),
        lambda f: file_body(f, "audio", "7", "a caption"),
        lambda f: file_body(f, "document", "7", None, "x" * 241),
        lambda f: file_body(f, "video", ""),
        lambda f: voice_body(f, ""),
        lambda f: reaction_body(f, "", "👍"),
        lambda f: reaction_body(f, "wamid.A", "OK"),
        lambda f: reaction_body(f, "wamid.A", "<b>"),
        lambda f: reaction_body(f, "wamid.A", "👍" * 17),
    ],
)
def test_what_meta_would_refuse_is_refused_here(made: Callable[[Frame], Body]) -> None:
    with pytest.raises(UnsendableError):
        made(FRAMES[0])
