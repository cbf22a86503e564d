import json
from collections.abc import Callable

import pytest

from chatsync.channels.whatsapp.outgoing import (
    Body,
    Frame,
    Recipient,
    UnsendableError,
    image_body,
    read_body,
    template_body,
    text_body,
)

TO = Frame(Recipient(phone="923001234567"))
FULL = Frame(Recipient("923001234567", "PK.42"), "wamid.ASKED", "attempt-9")


def test_a_text_has_the_shape_meta_documents() -> None:
    assert text_body(FULL, "Hello", preview_url=True) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+923001234567",
        "type": "text",
        "text": {"body": "Hello", "preview_url": True},
        "context": {"message_id": "wamid.ASKED"},
        "biz_opaque_callback_data": "attempt-9",
    }


def test_a_recipient_without_phone_number_is_written_to_by_user_id() -> None:
    body = text_body(Frame(Recipient(bsuid="PK.42")), "Hello")
    assert (body["recipient"], "to" in body) == ("PK.42", False)


def test_an_image_goes_by_id_or_link_with_its_caption() -> None:
    assert image_body(TO, media_id="7", caption="two")["image"] == {"id": "7", "caption": "two"}
    assert image_body(TO, link="https://x.test/a.png")["image"] == {"link": "https://x.test/a.png"}


def test_a_template_is_sent_in_the_language_meta_expects() -> None:
    part: Body = {"type": "body", "parameters": [{"type": "text", "text": "Sana"}]}
    template = template_body(TO, "order_ready", "en-US", [part])["template"]
    assert template == {
        "name": "order_ready", "language": {"code": "en_US"}, "components": [part],
    }  # fmt: skip
    assert template_body(TO, "order_ready", "ur")["template"] == {
        "name": "order_ready", "language": {"code": "ur"},
    }  # fmt: skip


def test_a_read_mark_can_show_typing() -> None:
    assert read_body("wamid.X") == {
        "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.X",
    }  # fmt: skip
    assert read_body("wamid.X", typing=True)["typing_indicator"] == {"type": "text"}


def test_limits_count_letters_not_bytes() -> None:
    assert text_body(TO, "😀" * 4_096)
    assert image_body(TO, media_id="7", caption="ش" * 1_024)
    assert text_body(Frame(TO.recipient, callback_data="x" * 512), "Hello")


def parameter(text: str | int) -> Callable[[], Body]:
    part: Body = {"type": "body", "parameters": [{"type": "text", "text": text}]}
    return lambda: template_body(TO, "a", "ur", [part])


REFUSED: list[tuple[Callable[[], Body], str, str]] = [
    (lambda: text_body(TO, ""), "missing", "text.body"),
    (lambda: text_body(TO, " \n"), "missing", "text.body"),
    (lambda: text_body(TO, "x" * 4_097), "too_long", "text.body"),
    (lambda: text_body(TO, "a\x00b"), "malformed", "text.body"),
    (lambda: text_body(TO, "a\ud83d"), "malformed", "text.body"),
    (lambda: text_body(Frame(Recipient()), "a"), "missing", "to"),
    (lambda: text_body(Frame(Recipient(phone="call me")), "a"), "malformed", "to"),
    (lambda: text_body(Frame(Recipient(bsuid="PK42")), "a"), "malformed", "recipient"),
    (
        lambda: text_body(Frame(TO.recipient, callback_data="x" * 513), "a"),
        "too_long",
        "biz_opaque_callback_data",
    ),
    (lambda: image_body(TO), "missing", "image.id"),
    (lambda: image_body(TO, media_id="7", link="https://x.test"), "ambiguous", "image.id"),
    (lambda: image_body(TO, link="http://x.test"), "malformed", "image.link"),
    (lambda: image_body(TO, media_id="7", caption="x" * 1_025), "too_long", "image.caption"),
    (lambda: template_body(TO, "", "ur"), "missing", "template.name"),
    (lambda: template_body(TO, "Order Ready", "ur"), "malformed", "template.name"),
    (lambda: template_body(TO, "x" * 513, "ur"), "too_long", "template.name"),
    (lambda: template_body(TO, "a", ""), "missing", "template.language"),
    (lambda: template_body(TO, "a", "Urdu!"), "malformed", "template.language"),
    (lambda: template_body(TO, "a", "ur", [{}] * 13), "too_long", "template.components"),
    (lambda: template_body(TO, "a", "ur", [{}]), "missing", "template.components[0].type"),
    (parameter(""), "missing", "template.components[0].parameters[0].text"),
    (parameter(7), "missing", "template.components[0].parameters[0].text"),
    (parameter("a\nb"), "malformed", "template.components[0].parameters[0].text"),
    (parameter("a     b"), "malformed", "template.components[0].parameters[0].text"),
    (lambda: read_body(""), "missing", "message_id"),
]


@pytest.mark.parametrize(("build", "code", "field"), REFUSED)
def test_what_meta_would_refuse_is_refused_here_by_field(
    build: Callable[[], Body], code: str, field: str
) -> None:
    with pytest.raises(UnsendableError) as refused:
        build()
    assert (refused.value.code, refused.value.field) == (code, field)


def test_every_body_is_plain_json() -> None:
    for body in (
        text_body(FULL, "سلام"),
        image_body(FULL, media_id="1"),
        template_body(FULL, "a", "ur"),
    ):
        assert json.loads(json.dumps(body)) == body
