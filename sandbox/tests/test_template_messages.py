"""A template message against its template: header, body and buttons, named and numbered."""

from typing import Any

import pytest

from sandbox.tests.support import Meta

Json = dict[str, Any]
TO = "+923001112233"
OFFER: Json = {
    "name": "summer_offer",
    "language": "en",
    "category": "MARKETING",
    "components": [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "For {{1}}",
            "example": {"header_text": ["Ayesha"]},
        },
        {
            "type": "BODY",
            "text": "Take {{1}} off this week, dear customer.",
            "example": {"body_text": [["20%"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Tell me more"},
                {
                    "type": "URL",
                    "text": "Shop",
                    "url": "https://shop.example/{{1}}",
                    "example": ["https://shop.example/a"],
                },
                {"type": "COPY_CODE", "example": "SUMMER20"},
            ],
        },
    ],
}
NAMED: Json = {
    "name": "greeting",
    "language": "en",
    "category": "UTILITY",
    "parameter_format": "NAMED",
    "components": [
        {
            "type": "BODY",
            "text": "Good morning {{first_name}}, your order is here.",
            "example": {
                "body_text_named_params": [{"param_name": "first_name", "example": "Ayesha"}]
            },
        }
    ],
}


def words(text: str, **more: str) -> Json:
    return {"type": "text", "text": text, **more}


def part(kind: str, *parameters: Json, **more: Any) -> Json:
    return {"type": kind, "parameters": list(parameters), **more}


HEADER, BODY = part("header", words("Ayesha")), part("body", words("20%"))
LINK = part("button", words("pots"), sub_type="url", index="1")
CODE = part("button", {"type": "coupon_code", "coupon_code": "A1"}, sub_type="copy_code", index=2)
MORE = part("button", {"type": "payload", "payload": "more"}, sub_type="quick_reply", index=0)
WHOLE = [HEADER, BODY, LINK, CODE]


async def approved(meta: Meta, template: Json) -> None:
    await meta.fault("review", verdict="NONE")
    made = await meta.graph("POST", f"{meta.waba_id}/message_templates", template)
    assert made.status == 200, made.body
    wish = {"waba_id": meta.waba_id, "name": template["name"], "status": "APPROVED"}
    assert (await meta.control("POST", "templates", wish))["status"] == "APPROVED"


async def sent(meta: Meta, name: str, components: list[Json]) -> Any:
    template = {"name": name, "language": {"code": "en"}, "components": components}
    return (await meta.send(TO, type="template", template=template)).body


async def test_header_body_and_buttons_are_filled(meta: Meta) -> None:
    await approved(meta, OFFER)
    for components in (WHOLE, [*WHOLE, MORE]):
        answer = await sent(meta, "summer_offer", components)
        assert answer["messages"][0]["message_status"] == "accepted", answer
    (item, _) = await meta.sends()
    assert item["text"] == "For Ayesha\nTake 20% off this week, dear customer."


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([BODY, LINK, CODE], 132000),
        ([HEADER, LINK, CODE], 132000),
        ([part("header", words("x" * 60)), BODY, LINK, CODE], 132005),
        ([HEADER, part("body", words("x" * 1024)), LINK, CODE], 132005),
        ([HEADER, part("body", {"type": "image", "image": {}}), LINK, CODE], 132012),
        ([HEADER, BODY, CODE], 131008),
        ([HEADER, BODY, LINK], 131008),
        ([*WHOLE, part("button", words("a"), sub_type="url", index=0)], 132018),
        ([*WHOLE, part("button", words("a"), sub_type="url", index=7)], 132018),
        ([HEADER, BODY, part("button", sub_type="url", index=1), CODE], 132012),
        ([*WHOLE, LINK], 131009),
        ([*WHOLE, part("button", words("a"), sub_type="url")], 131008),
        ([*WHOLE, part("button", words("a"), sub_type="dance", index=0)], 131009),
        ([*WHOLE, BODY], 131009),
        ([*WHOLE, part("footer", words("a"))], 131009),
        ([*WHOLE, {**MORE, "colour": "red"}], 100),
    ],
)
async def test_parameters_that_do_not_fit_are_refused(
    meta: Meta, components: list[Json], code: int
) -> None:
    await approved(meta, OFFER)
    answer = await sent(meta, "summer_offer", components)
    assert answer["error"]["code"] == code, answer


async def test_named_parameters_are_named(meta: Meta) -> None:
    await approved(meta, NAMED)
    named = part("body", words("Ayesha", parameter_name="first_name"))
    assert "messages" in await sent(meta, "greeting", [named])
    for wrong in (words("Ayesha"), words("Ayesha", parameter_name="name")):
        answer = await sent(meta, "greeting", [part("body", wrong)])
        assert answer["error"]["code"] == 132012


@pytest.mark.parametrize(
    ("status", "code"), [("PENDING", 132001), ("PAUSED", 132015), ("DISABLED", 132016)]
)
async def test_only_an_approved_template_goes_out(meta: Meta, status: str, code: int) -> None:
    wish = {"waba_id": meta.waba_id, "name": "order_update", "status": status}
    await meta.control("POST", "templates", wish)
    answer = await sent(meta, "order_update", [part("body", words("A"), words("1"))])
    assert answer["error"]["code"] == code


async def test_an_authentication_code_needs_a_phone_number(meta: Meta) -> None:
    code = {
        "name": "sign_in_code",
        "language": "en",
        "category": "AUTHENTICATION",
        "components": [
            {"type": "BODY", "add_security_recommendation": True},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
        ],
    }
    await approved(meta, code)
    given = [part("body", words("123")), part("button", words("123"), sub_type="url", index="0")]
    assert "messages" in await sent(meta, "sign_in_code", given)
    body = {"name": "sign_in_code", "language": {"code": "en"}, "components": given}
    wish = {"messaging_product": "whatsapp", "recipient": "PK.12ab", "type": "template"}
    answer = await meta.graph("POST", f"{meta.number_id}/messages", {**wish, "template": body})
    assert answer.body["error"]["code"] == 131062
