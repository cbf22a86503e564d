"""Making templates: what Meta refuses, its review, and what becomes of them."""

from typing import Any

import pytest

from sandbox.tests.support import Meta, fresh_phone

Json = dict[str, Any]
BODY: Json = {
    "type": "BODY",
    "text": "Hello {{1}}, your parcel is here.",
    "example": {"body_text": [["Ayesha"]]},
}


def template(*components: Json, **more: Any) -> Json:
    usual = {"name": "parcel_here", "language": "en", "category": "UTILITY"}
    return {**usual, "components": list(components) or [BODY], **more}


def body(text: str, *samples: str) -> Json:
    return {"type": "BODY", "text": text, "example": {"body_text": [list(samples)]}}


def buttons(*kinds: str, **more: Any) -> Json:
    made = [{"type": kind, "text": "A", "url": "https://a.example", **more} for kind in kinds]
    return {"type": "BUTTONS", "buttons": made}


async def create(meta: Meta, wish: Json) -> Any:
    return (await meta.graph("POST", f"{meta.waba_id}/message_templates", wish)).body


async def named(meta: Meta, name: str) -> list[Json]:
    path = f"{meta.waba_id}/message_templates?name={name}"
    found: list[Json] = (await meta.graph("GET", path)).body["data"]
    return found


def events(meta: Meta) -> list[Json]:
    return [value for value in meta.receiver.values() if "event" in value]


REFUSED: dict[str, tuple[Json, int | None]] = {
    "name": (template(name="Parcel Here"), None),
    "language": (template(language="English"), None),
    "category": (template(category="NEWS"), None),
    "no body": (template({"type": "FOOTER", "text": "a"}), None),
    "two bodies": (template(BODY, BODY), None),
    "no sample": (template(body("Hello {{1}}, it is here.")), None),
    "a gap": (template(body("Hello {{2}}, it is here.", "a")), None),
    "long": (template(body("x" * 1025)), 2388040),
    "header": (template({"type": "HEADER", "format": "TEXT", "text": "Hi\nyou"}, BODY), 2388047),
    "file": (template({"type": "HEADER", "format": "IMAGE"}, BODY), None),
    "footer": (template(BODY, {"type": "FOOTER", "text": "by {{1}}"}), 2388073),
    "dense": (template(body("Hi {{1}} and {{2}} bye", "a", "b")), 2388293),
    "adjacent": (template(body("Hello, dear {{1}} {{2}} welcome back here", "a", "b")), 2388293),
    "at the end": (template(body("Your parcel is with {{1}}", "a")), 2388299),
    "mixed buttons": (template(BODY, buttons("QUICK_REPLY", "URL", "QUICK_REPLY")), None),
    "three links": (template(BODY, buttons("URL", "URL", "URL")), None),
    "label": (template(BODY, buttons("QUICK_REPLY", text="x" * 26)), 2388040),
    "link": (template(BODY, buttons("URL", url="https://a.example/{{1}}/b")), None),
    "again": (template(name="order_update"), 2388024),
}


@pytest.mark.parametrize("rule", REFUSED)
async def test_a_template_against_a_rule_is_refused(meta: Meta, rule: str) -> None:
    wish, subcode = REFUSED[rule]
    error = (await create(meta, wish))["error"]
    assert (error["code"], error.get("error_subcode")) == (100, subcode), error
    assert error["error_user_msg"]


async def test_a_new_template_is_reviewed_and_the_app_is_told(meta: Meta) -> None:
    await meta.fault("review", after=0.1)
    made = await create(meta, template())
    assert made["status"] == "PENDING"
    await meta.receiver.until(lambda: bool(events(meta)))
    (event,) = events(meta)
    assert (event["event"], event["message_template_id"]) == ("APPROVED", int(made["id"]))
    assert (await named(meta, "parcel_here"))[0]["status"] == "APPROVED"


async def test_a_reviewer_can_reject_and_a_change_goes_to_review_again(meta: Meta) -> None:
    await meta.fault("review", verdict="NONE")
    made = await create(meta, template())
    wish = {"waba_id": meta.waba_id, "name": "parcel_here", "status": "REJECTED"}
    await meta.control("POST", "templates", {**wish, "reason": "PROMOTIONAL"})
    await meta.receiver.until(lambda: bool(events(meta)))
    assert events(meta)[0]["rejection_info"]["reason"] == "PROMOTIONAL"
    found = (await meta.graph("GET", made["id"])).body
    assert (found["status"], found["rejected_reason"]) == ("REJECTED", "PROMOTIONAL")
    changed = await meta.graph("POST", made["id"], {"components": [BODY]})
    assert changed.body == {"success": True}
    assert (await meta.graph("GET", made["id"])).body["status"] == "PENDING"
    again = await meta.graph("POST", made["id"], {"components": [BODY]})
    assert again.body["error"]["code"] == 100


async def test_a_paused_template_can_be_let_go(meta: Meta) -> None:
    wish = {"waba_id": meta.waba_id, "name": "order_update", "status": "PAUSED"}
    paused = await meta.control("POST", "templates", wish)
    path = f"{paused['id']}/unpause"
    assert (await meta.graph("POST", path)).body == {"success": True}
    assert (await meta.graph("POST", path)).body["success"] is False


async def test_a_name_goes_in_every_language_and_an_id_alone(meta: Meta) -> None:
    path = f"{meta.waba_id}/message_templates?name=order_update"
    first, _ = await named(meta, "order_update")
    assert (await meta.graph("DELETE", f"{path}&hsm_id={first['id']}")).body == {"success": True}
    assert [one["language"] for one in await named(meta, "order_update")] == ["ur"]
    assert (await meta.graph("DELETE", path)).body == {"success": True}
    assert await named(meta, "order_update") == []
    assert (await meta.graph("DELETE", path)).body["error"]["code"] == 100


async def test_another_accounts_templates_are_out_of_reach(meta: Meta) -> None:
    foreign = str(int(meta.waba_id) + 1)
    answer = await meta.graph("POST", f"{foreign}/message_templates", template())
    assert answer.body["error"]["error_subcode"] == 33
    assert (await meta.write(fresh_phone())) != []
