"""Registration with a PIN, the business profile, and what a token may do."""

from typing import Any

from sandbox.tests.support import Meta


async def register(meta: Meta, pin: str) -> Any:
    body = {"messaging_product": "whatsapp", "pin": pin}
    return (await meta.graph("POST", f"{meta.number_id}/register", body)).body


async def test_the_first_pin_is_set_and_every_other_is_wrong(meta: Meta) -> None:
    assert await register(meta, "123456") == {"success": True}
    assert (await register(meta, "654321"))["error"]["code"] == 133005
    assert await register(meta, "123456") == {"success": True}


async def test_five_wrong_pins_end_the_guessing(meta: Meta) -> None:
    await register(meta, "123456")
    codes = [(await register(meta, "000000"))["error"]["code"] for _ in range(6)]
    assert codes == [133005] * 5 + [133008]


async def test_a_number_is_registered_ten_times_in_three_days(meta: Meta) -> None:
    for _ in range(10):
        assert await register(meta, "123456") == {"success": True}
    assert (await register(meta, "123456"))["error"]["code"] == 133016


async def test_a_number_that_was_taken_off_sends_nothing(meta: Meta) -> None:
    path = f"{meta.number_id}/deregister"
    assert (await meta.graph("POST", path)).body == {"success": True}
    assert (await meta.send("+923001112233")).body["error"]["code"] == 133010
    assert (await meta.graph("POST", path)).body["error"]["code"] == 133010
    number = await meta.graph("GET", f"{meta.number_id}?fields=status")
    assert number.body["status"] == "PENDING"
    await register(meta, "123456")
    assert (await meta.send("+923001112233")).status == 200


async def test_a_profile_keeps_what_it_is_told(meta: Meta) -> None:
    path = f"{meta.number_id}/whatsapp_business_profile"
    told = {"messaging_product": "whatsapp", "about": "Pots", "websites": ["https://a.example"]}
    assert (await meta.graph("POST", path, told)).body == {"success": True}
    shown = (await meta.graph("GET", f"{path}?fields=about,websites,email")).body["data"]
    assert shown == [told]
    long = {"messaging_product": "whatsapp", "about": "x" * 140}
    assert (await meta.graph("POST", path, long)).body["error"]["code"] == 131009
    assert (await meta.graph("GET", f"{path}?fields=shoe")).body["error"]["code"] == 100
