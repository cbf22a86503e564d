"""A second client that we did not write (whatsapp-cloud-api-py): async, with errors by category."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import whatsapp_cloud_api as w
from whatsapp_cloud_api.errors import GraphApiError
from whatsapp_cloud_api.resources import media, phone_numbers, templates
from whatsapp_cloud_api.resources.messages import models

from sandbox.tests.files import FILES, upload
from sandbox.tests.support import Meta, fresh_phone

TO = "+923001112233"


@pytest.fixture
async def client(meta: Meta) -> AsyncIterator[w.WhatsAppClient]:
    """It knows a middleman's header alone, so Meta's stands in the session behind it."""
    headers = {"Authorization": f"Bearer {meta.token}"}
    async with httpx.AsyncClient(trust_env=False, headers=headers) as session:
        yield w.WhatsAppClient(
            access_token="unused", base_url=meta.base, graph_version="v25.0", http_client=session
        )


def card() -> models.Contact:
    return models.Contact(
        name=models.ContactName(formatted_name="Ayesha Khan", first_name="Ayesha"),
        phones=[models.ContactPhone(phone="+92 300 1112233", type="CELL")],
    )


Send = Callable[[w.WhatsAppClient, dict[str, Any], dict[str, str]], Awaitable[Any]]
SENDS: dict[str, Send] = {
    "text": lambda c, to, _: c.messages.send_text(w.TextMessage(**to, body="Hello")),
    "image": lambda c, to, f: c.messages.send_image(
        w.ImageMessage(**to, image=models.MediaById(id=f["jpeg"], caption="A pot"))
    ),
    "video": lambda c, to, f: c.messages.send_video(
        w.VideoMessage(**to, video=models.MediaById(id=f["mp4"]))
    ),
    "audio": lambda c, to, f: c.messages.send_audio(
        w.AudioMessage(**to, audio=models.AudioPayloadById(id=f["ogg"], voice=True))
    ),
    "document": lambda c, to, f: c.messages.send_document(
        w.DocumentMessage(**to, document=models.DocumentPayloadById(id=f["pdf"], filename="a.pdf"))
    ),
    "sticker": lambda c, to, f: c.messages.send_sticker(
        w.StickerMessage(**to, sticker=models.StickerById(id=f["webp"]))
    ),
    "location": lambda c, to, _: c.messages.send_location(
        w.LocationMessage(**to, location=models.LocationPayload(latitude=24.8, longitude=67.0))
    ),
    "contacts": lambda c, to, _: c.messages.send_contacts(
        w.ContactsMessage(**to, contacts=[card()])
    ),
    "reaction": lambda c, to, _: c.messages.send_reaction(
        w.ReactionMessage(**to, reaction=models.ReactionPayload(message_id="wamid.a", emoji="👍"))
    ),
    "template": lambda c, to, _: c.messages.send_template(
        w.TemplateMessage(
            **to,
            template=models.TemplatePayload(
                name="hello_world", language=models.TemplateLanguage(code="en_US")
            ),
        )
    ),
    "buttons": lambda c, to, _: c.messages.send_interactive_buttons(
        w.InteractiveButtonsMessage(
            **to, body_text="Well?", buttons=[models.InteractiveButton(id="1", title="Yes")]
        )
    ),
    "list": lambda c, to, _: c.messages.send_interactive_list(
        w.InteractiveListMessage(
            **to,
            body_text="Which?",
            button_text="Sizes",
            sections=[models.ListSection(rows=[models.ListRow(id="s", title="Small")])],
        )
    ),
    "address": lambda c, to, _: c.messages.send_interactive_cta_url(
        w.InteractiveCtaUrlMessage(
            **to,
            body_text="Look",
            parameters=models.CtaUrlParameters(display_text="Open", url="https://a.example"),
        )
    ),
}


@pytest.mark.parametrize("kind", SENDS)
async def test_a_message_of_each_kind_is_sent(
    meta: Meta, client: w.WhatsAppClient, kind: str
) -> None:
    files = {name: await upload(meta, name) for name in ("jpeg", "mp4", "ogg", "pdf", "webp")}
    to = {"phone_number_id": meta.number_id, "to": TO}
    answer = await SENDS[kind](client, to, files)
    assert answer.messages[0].id.startswith("wamid.")
    assert answer.contacts[0].wa_id == TO.removeprefix("+")


async def test_a_file_goes_up_comes_down_and_goes_away(
    meta: Meta, client: w.WhatsAppClient
) -> None:
    mime_type, content = FILES["jpeg"]
    wish = media.MediaUploadInput(
        phone_number_id=meta.number_id, type="image", file=content, mime_type=mime_type
    )
    made = await client.media.upload(wish)
    assert (await client.media.get(made.id)).mime_type == mime_type
    assert await client.media.download(made.id) == content
    assert await client.media.delete(made.id) == {"success": True}
    with pytest.raises(GraphApiError) as gone:
        await client.media.get(made.id)
    assert gone.value.error_subcode == 33


async def test_a_message_is_marked_as_read(meta: Meta, client: w.WhatsAppClient) -> None:
    (wamid,) = await meta.write(fresh_phone(), text="Hello")
    wish = w.MarkReadInput(phone_number_id=meta.number_id, message_id=wamid)
    assert await client.messages.mark_read(wish)


async def test_a_number_is_registered_and_has_a_profile(
    meta: Meta, client: w.WhatsAppClient
) -> None:
    numbers, number = client.phone_numbers, {"phone_number_id": meta.number_id}
    done = {"success": True}
    assert await numbers.register(phone_numbers.RegisterInput(**number, pin="123456")) == done
    wish = phone_numbers.UpdateBusinessProfileInput(**number, about="Pots and pans")
    assert await numbers.business_profile.update(wish) == done
    (profile,) = (await numbers.business_profile.get(meta.number_id)).data
    assert profile.about == "Pots and pans"
    assert await numbers.deregister(phone_numbers.DeregisterInput(**number)) == done


async def test_a_template_is_made_listed_and_deleted(meta: Meta, client: w.WhatsAppClient) -> None:
    account = {"business_account_id": meta.waba_id}
    body = {"type": "BODY", "text": "Your parcel is here."}
    named = {**account, "name": "parcel_here", "language": "en"}
    wish = templates.TemplateCreateInput(**named, category="UTILITY", components=[body])
    assert (await client.templates.create(wish)).status == "PENDING"
    first = await client.templates.list(templates.TemplateListInput(**account, limit=4))
    rest = await client.templates.list(
        templates.TemplateListInput(**account, after=first.paging.cursors.after)
    )
    assert [one.name for one in rest.data] == ["parcel_here"]
    gone = templates.TemplateDeleteInput(**account, name="parcel_here")
    assert (await client.templates.delete(gone)).success


@pytest.mark.parametrize(
    ("code", "category"),
    [
        (190, "authorization"),
        (130429, "throttling"),
        (131056, "throttling"),
        (131026, "parameter"),
        (132015, "template"),
        (131031, "integrity"),
        (131016, "server"),
    ],
)
async def test_an_error_falls_into_its_category(
    meta: Meta, client: w.WhatsAppClient, code: int, category: str
) -> None:
    await meta.fault("error", code=code, next=1)
    message = w.TextMessage(phone_number_id=meta.number_id, to=TO, body="Hello")
    with pytest.raises(GraphApiError) as refused:
        await client.messages.send_text(message)
    assert (refused.value.code, refused.value.category) == (code, category)


async def test_signed_webhooks_are_verified_and_read(meta: Meta) -> None:
    await meta.fault("delays", sent=0, delivered=0.1, read=0.2)
    sender = fresh_phone()
    (wamid,) = await meta.write(sender, text="Two pots")
    sent = await meta.send(f"+{sender}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 3)
    said, ticks = [], []
    for signature, raw in meta.receiver.requests:
        checked = {"app_secret": meta.receiver.secret, "signature_header": signature}
        assert w.verify_signature(raw_body=raw, **checked)
        assert not w.verify_signature(raw_body=raw + b" ", **checked)
    for body in meta.receiver.bodies:
        read = w.normalize_webhook(body)
        assert read.phone_number_id == meta.number_id
        said += [(one.id, one.from_, one.text) for one in read.messages]
        ticks += [(one.id, one.status) for one in read.statuses]
    assert said == [(wamid, sender, {"body": "Two pots"})]
    assert [status for _, status in ticks] == ["sent", "delivered", "read"]
    assert {found for found, _ in ticks} == {sent.body["messages"][0]["id"]}
