"""What a template asks for, what is refused before Meta would, and what the customer reads."""

import json
from typing import Any

import pytest

from chatsync.channels.actions.template_fit import demand_fit, filled
from chatsync.channels.actions.template_shapes import reason_of, shaped
from chatsync.channels.schemas import TemplateOut
from chatsync.channels.whatsapp.answers import TemplateFound
from chatsync.kit.errors import Invalid

BODY = {
    "type": "BODY",
    "text": "Hello {{2}}, order {{1}} left.",
    "example": {"body_text": [["A-17", "Sana"]]},
}
NAMED = {
    "type": "BODY",
    "text": "Hello {{name}}.",
    "example": {"body_text_named_params": [{"param_name": "name", "example": "Sana"}]},
}
PHOTO = {"type": "HEADER", "format": "IMAGE"}
PLACE = {"type": "HEADER", "format": "LOCATION"}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Stop"},
        {"type": "URL", "text": "Follow", "url": "https://a.example/{{1}}", "example": ["77"]},
        {"type": "URL", "text": "Shop", "url": "https://a.example/"},
        {"type": "COPY_CODE", "text": "Copy", "example": "EID25"},
    ],
}


def template(*parts: object, status: str = "APPROVED") -> TemplateOut:
    raw = json.dumps({"components": parts, "rejected_reason": "NONE"}).encode()
    return shaped(TemplateFound("1", "order_update", "en", "UTILITY", status, raw))


def given(kind: str, *values: str, **more: object) -> dict[str, Any]:
    return {"type": kind, "parameters": [{"type": "text", "text": v} for v in values], **more}


FOLLOW = given("button", "77", sub_type="url", index="1")
COPY = given("button", "EID25", sub_type="copy_code", index=3)
TWO = given("body", "A-17", "Sana")


def test_everything_to_fill_is_named_in_order_with_its_example() -> None:
    gaps = template(PHOTO, BODY, BUTTONS).gaps
    assert [(gap.part, gap.kind, gap.key, gap.label, gap.example) for gap in gaps] == [
        ("header", "image", "image", "", None),
        ("body", "text", "1", "", "A-17"),
        ("body", "text", "2", "", "Sana"),
        ("button", "text", "1", "Follow", "77"),
        ("button", "code", "3", "Copy", "EID25"),
    ]
    assert template(NAMED).gaps[0].example == "Sana"
    assert template(PLACE).gaps[0].kind == "location"


def test_the_customer_reads_header_text_and_footer_with_their_values() -> None:
    whole = template(
        {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}"},
        BODY,
        {"type": "FOOTER", "text": "Karachi Kitchen"},
    )
    parts = [given("header", "A-17"), TWO]
    demand_fit(whole, parts, None)
    assert filled(whole, parts) == "Order A-17\n\nHello Sana, order A-17 left.\n\nKarachi Kitchen"
    assert filled(template(BODY), []) == BODY["text"]


@pytest.mark.parametrize(
    ("parts", "components", "file"),
    [
        ([BODY], [TWO], None),
        ([NAMED], [{**given("body", "x"), "parameters": [{"parameter_name": "name"}]}], None),
        ([PHOTO, BODY], [TWO], "image"),
        ([PHOTO], [{"type": "header", "parameters": [{"type": "image"}]}], None),
        ([PLACE], [{"type": "header", "parameters": [{"type": "location"}]}], None),
        ([BUTTONS], [FOLLOW, COPY], None),
    ],
)
def test_what_fits_is_taken(parts: list[object], components: Any, file: str | None) -> None:
    demand_fit(template(*parts), components, file)


@pytest.mark.parametrize(
    ("parts", "components", "file", "says"),
    [
        ([BODY], [given("body", "A-17")], None, "text of this template takes 2 values, and 1"),
        ([BODY], [], None, "takes 2 values, and 0 were given"),
        ([BODY], [TWO, given("header", "x")], None, "header of this template takes 0 values"),
        ([NAMED], [given("body", "Sana")], None, "parameter_name: name"),
        ([PHOTO], [], None, "exactly one value of the kind image"),
        ([PHOTO], [], "video", "exactly one value of the kind image"),
        ([BODY], [TWO], "image", "takes no file"),
        ([BUTTONS], [FOLLOW], None, "button Copy of this template takes 1 values, and 0"),
        ([BUTTONS], [COPY, {**FOLLOW, "parameters": []}], None, "button Follow"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(
    parts: list[object], components: Any, file: str | None, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        demand_fit(template(*parts), components, file)


@pytest.mark.parametrize("status", ["PENDING", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL", "?"])
def test_a_template_that_is_not_approved_is_refused_with_its_reason(status: str) -> None:
    found = template(BODY, status=status)
    found.reason = reason_of(status, "SCAM")
    with pytest.raises(Invalid, match=r"order_update cannot be sent now\. .*\(SCAM\)"):
        demand_fit(found, [TWO], None)
    assert reason_of("APPROVED", "NONE") is None
    assert "(" not in str(reason_of(status, "NONE"))
