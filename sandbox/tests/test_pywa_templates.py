"""pywa makes, reads, changes, sends and deletes templates, and hears what became of them."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from pywa import WhatsApp, errors, handlers
from pywa.types import templates as t

from sandbox.tests.pywa_client import a_client
from sandbox.tests.support import Meta

TO = "+923001112233"
LINK = t.URLButton(text="Shop", url="https://shop.example/{{1}}", example="pots")
CODE = t.CopyCodeButton(example="SUMMER20")
OFFER = t.Template(
    name="summer_offer",
    category=t.TemplateCategory.MARKETING,
    language=t.TemplateLanguage.ENGLISH,
    parameter_format=t.ParamFormat.NAMED,
    components=[
        t.HeaderText("For {{first_name}}", first_name="Ayesha"),
        t.BodyText("Take {{share}} off this week, dear customer.", share="20%"),
        t.FooterText(text="Reply stop to hear no more"),
        t.Buttons(buttons=[t.QuickReplyButton(text="Stop"), LINK, CODE]),
    ],
)
FILLED = [
    t.HeaderText.params(first_name="Bilal"),
    t.BodyText.params(share="30%"),
    t.QuickReplyButton.params(callback_data="stop", index=0),
    t.URLButton.params(url_variable="pans", index=1),
    t.CopyCodeButton.params(coupon_code="S30", index=2),
]


@pytest.fixture
def client(meta: Meta) -> Iterator[WhatsApp]:
    with a_client(meta) as client:
        yield client


async def decide(meta: Meta, status: str, **more: Any) -> None:
    wish = {"waba_id": meta.waba_id, "name": "summer_offer", "status": status, **more}
    assert (await meta.control("POST", "templates", wish))["status"] == status


async def test_a_template_lives_from_review_to_deletion(meta: Meta, client: WhatsApp) -> None:
    await meta.fault("review", verdict="NONE")
    made = client.create_template(OFFER)
    assert made.status == t.TemplateStatus.PENDING
    with pytest.raises(errors.TemplateNotExists):
        client.send_template(TO, "summer_offer", t.TemplateLanguage.ENGLISH, FILLED)
    await decide(meta, "APPROVED")
    sent = client.send_template(TO, "summer_offer", t.TemplateLanguage.ENGLISH, FILLED)
    assert sent.id.startswith("wamid.")
    (item,) = await meta.sends()
    assert "Take 30% off this week" in item["text"]
    await decide(meta, "PAUSED")
    with pytest.raises(errors.TemplatePaused):
        client.send_template(TO, "summer_offer", t.TemplateLanguage.ENGLISH, FILLED)
    assert client.unpause_template(made.id)
    assert client.get_template(made.id).status == t.TemplateStatus.APPROVED
    assert client.delete_template("summer_offer").success
    assert "summer_offer" not in [one.name for one in client.get_templates()]


async def test_a_wrong_number_of_parameters_is_an_error_of_its_own(
    meta: Meta, client: WhatsApp
) -> None:
    await meta.fault("review", verdict="NONE")
    client.create_template(OFFER)
    await decide(meta, "APPROVED")
    with pytest.raises(errors.TemplateParamCountMismatch):
        client.send_template(TO, "summer_offer", t.TemplateLanguage.ENGLISH, FILLED[2:])
    with pytest.raises(errors.MissingRequiredParameter):
        client.send_template(TO, "summer_offer", t.TemplateLanguage.ENGLISH, FILLED[:3])
    with pytest.raises(errors.WhatsAppError) as again:
        client.create_template(OFFER)
    assert (again.value.code, again.value.subcode) == (100, 2388024)


async def test_the_reviews_outcome_reaches_the_client(meta: Meta, client: WhatsApp) -> None:
    heard: list[t.TemplateStatusUpdate] = []
    client.add_handlers(
        handlers.TemplateStatusUpdateHandler(lambda _, update: heard.append(update))
    )
    await meta.fault("review", after=0.05, verdict="REJECTED")
    made = await asyncio.to_thread(client.create_template, OFFER)
    await meta.receiver.until(lambda: bool(meta.receiver.requests))
    client.webhook_update_handler(meta.receiver.requests[0][1])
    (update,) = heard
    assert (update.new_status, update.template_id) == (t.TemplateStatus.REJECTED, made.id)
    assert update.rejection_info
    assert client.get_template(made.id).status == t.TemplateStatus.REJECTED
