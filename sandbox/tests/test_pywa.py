"""pywa sends every kind, handles files and numbers, and raises its own error for each refusal."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pywa import WhatsApp, errors, types

from sandbox.tests.files import FILES
from sandbox.tests.pywa_client import a_client
from sandbox.tests.support import Meta

TO = "+923001112233"
CARD = types.Contact(name=types.Contact.Name(formatted_name="Ayesha Khan", first_name="Ayesha"))
ROWS = [types.SectionRow(title="Small", callback_data="s", description="One litre")]


def button(title: str) -> types.Button:
    return types.Button(title=title, callback_data=title)


def sent_file(name: str) -> dict[str, Any]:
    return {"mime_type": FILES[name][0]}


SENDS: dict[str, Callable[[WhatsApp], Any]] = {
    "text": lambda w: w.send_text(TO, "Hello", preview_url=True, tracker="attempt-1"),
    "image": lambda w: w.send_image(TO, FILES["jpeg"][1], "A pot", **sent_file("jpeg")),
    "video": lambda w: w.send_video(TO, FILES["mp4"][1], **sent_file("mp4")),
    "document": lambda w: w.send_document(TO, FILES["pdf"][1], "list.pdf", **sent_file("pdf")),
    "audio": lambda w: w.send_audio(TO, FILES["mp3"][1], **sent_file("mp3")),
    "voice": lambda w: w.send_voice(TO, FILES["ogg"][1], **sent_file("ogg")),
    "sticker": lambda w: w.send_sticker(TO, FILES["webp"][1], **sent_file("webp")),
    "link": lambda w: w.send_image(TO, "https://shop.example/a.jpg"),
    "location": lambda w: w.send_location(TO, 24.8, 67.0, "Shop", "Saddar"),
    "contacts": lambda w: w.send_contact(TO, CARD),
    "buttons": lambda w: w.send_text(
        TO, "Well?", footer="f", buttons=[button("Yes"), button("No")]
    ),
    "list": lambda w: w.send_text(
        TO, "Which?", buttons=types.SectionList("Sizes", [types.Section("All", ROWS)])
    ),
    "address": lambda w: w.send_text(
        TO, "Look", buttons=types.URLButton("Open", "https://shop.example")
    ),
    "product": lambda w: w.send_product(TO, "1", "sku", "This one"),
    "catalog": lambda w: w.send_catalog(TO, "All we have"),
    "place": lambda w: w.request_location(TO, "Where are you?"),
}


@pytest.fixture
def client(meta: Meta) -> Iterator[WhatsApp]:
    with a_client(meta) as client:
        yield client


@pytest.mark.parametrize("kind", SENDS)
def test_a_message_of_each_kind_is_sent(client: WhatsApp, kind: str) -> None:
    assert SENDS[kind](client).id.startswith("wamid.")


async def test_a_reply_and_a_reaction_name_their_message(meta: Meta, client: WhatsApp) -> None:
    (wamid,) = await meta.write("923001112233", text="Two pots")
    client.send_text(TO, "Of course", reply_to_message_id=wamid)
    client.send_reaction(TO, "\N{THUMBS UP SIGN}", wamid)
    client.remove_reaction(TO, wamid)
    reply, mark, gone = [item["body"] for item in await meta.sends()]
    assert reply["context"]["message_id"] == mark["reaction"]["message_id"] == wamid
    assert gone["reaction"]["emoji"] == ""
    assert client.mark_message_as_read(wamid).success
    assert client.indicate_typing(wamid).success


def test_a_file_goes_up_comes_down_and_goes_away(client: WhatsApp) -> None:
    content = FILES["jpeg"][1]
    media = client.upload_media(content, "image/jpeg", "pot.jpg")
    found = client.get_media_url(media.id)
    assert (found.mime_type, int(found.file_size)) == ("image/jpeg", len(content))
    assert client.get_media_bytes(found.url) == content
    assert client.delete_media(media.id).success
    with pytest.raises(errors.WhatsAppError) as refused:
        client.get_media_url(media.id)
    assert (refused.value.code, refused.value.subcode) == (100, 33)


def test_a_profile_is_changed_and_read(client: WhatsApp) -> None:
    changed = client.update_business_profile(about="Pots and pans", industry=types.Industry.RETAIL)
    assert changed.success
    profile = client.get_business_profile()
    assert (profile.about, profile.industry) == ("Pots and pans", types.Industry.RETAIL)
    assert client.get_business_phone_number().display_phone_number == "+92 21 3555 0101"


def test_a_number_is_registered_and_taken_off(client: WhatsApp) -> None:
    assert client.register_phone_number("123456").success
    with pytest.raises(errors.WhatsAppError) as wrong_pin:
        client.register_phone_number("654321")
    assert client.deregister_phone_number().success
    with pytest.raises(errors.WhatsAppError) as taken_off:
        client.send_text(TO, "Hello")
    assert (wrong_pin.value.code, taken_off.value.code) == (133005, 133010)


CODES: list[tuple[int, type[errors.WhatsAppError]]] = [
    (190, errors.ExpiredAccessToken),
    (130429, errors.RateLimitHit),
    (131026, errors.MessageUndeliverable),
    (131042, errors.BusinessPaymentIssue),
    (131056, errors.TooManyMessages),
    (80007, errors.RateLimitIssues),
    (368, errors.TemporarilyBlocked),
]


@pytest.mark.parametrize(("code", "error"), CODES)
async def test_an_error_is_raised_by_its_code(
    meta: Meta, client: WhatsApp, code: int, error: type[errors.WhatsAppError]
) -> None:
    await meta.fault("error", code=code, next=1)
    with pytest.raises(error) as refused:
        client.send_text(TO, "Hello")
    assert refused.value.fbtrace_id
    assert client.send_text(TO, "Again").id


def test_what_does_not_fit_is_an_error_of_its_own(meta: Meta, client: WhatsApp) -> None:
    for wrong, error in {
        "missing": errors.MissingRequiredParameter,
        "invalid": errors.InvalidParameter,
    }.items():
        body = "" if wrong == "missing" else "x" * 4097
        with pytest.raises(error):
            client.send_text(TO, body)
    with pytest.raises(errors.RecipientCannotBeSender):
        client.send_text("+922135550101", "To myself")
    with a_client(meta, token="EAAwrong") as other, pytest.raises(errors.ExpiredAccessToken):
        other.send_text(TO, "Hello")
