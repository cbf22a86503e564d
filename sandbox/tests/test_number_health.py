"""A number's health from the numbers page: what changes, what is sent, what Meta refuses then."""

from typing import Any

from sandbox.tests.support import Meta, fresh_phone


async def change(meta: Meta, **wish: str) -> Any:
    return await meta.call("POST", "/numbers/health", {"phone_number_id": meta.number_id, **wish})


async def test_every_change_is_news_and_shows_in_the_number(meta: Meta) -> None:
    told = await change(meta, quality="RED", limit="TIER_250", sending="LIMITED", trouble="Reports")
    assert sorted(told.body["told"]) == [
        "account_update",
        "business_capability_update",
        "phone_number_quality_update",
    ]
    await meta.receiver.until(lambda: len(meta.receiver.bodies) == 3)
    assert {entry["id"] for body in meta.receiver.bodies for entry in body["entry"]} == {
        meta.waba_id
    }
    fields = "quality_rating,whatsapp_business_manager_messaging_limit,health_status"
    number = (await meta.graph("GET", f"{meta.number_id}?fields={fields}")).body
    assert (number["quality_rating"], number["health_status"]["can_send_message"]) == (
        "RED",
        "LIMITED",
    )
    assert (await change(meta, quality="RED")).body == {"told": []}


async def test_a_blocked_number_sends_nothing(meta: Meta) -> None:
    await change(meta, sending="BLOCKED")
    assert (await meta.send("+923001112233")).body["error"]["code"] == 131031
    await change(meta, sending="AVAILABLE")
    assert (await meta.send("+923001112233")).status == 200


async def test_what_meta_has_no_word_for_is_not_taken(meta: Meta) -> None:
    assert (await change(meta, quality="PURPLE")).status == 400
    assert (await change(meta, phone_number_id="1")).status == 404


async def test_throughput_is_for_both_directions_together(meta: Meta) -> None:
    await meta.save_number(throughput=1)
    await meta.write(fresh_phone(), count=3)
    refused = await meta.send("+923001112233")
    assert refused.body["error"]["code"] == 130429
    await meta.fault("limits", on=False)
    await meta.write(fresh_phone(), count=3)
    assert (await meta.send("+923001112233")).status == 200
