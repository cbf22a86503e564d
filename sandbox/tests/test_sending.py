"""Sending: answers, refusals, limits, the 24-hour window."""

import base64
import time

import pytest

from sandbox.tests.support import Meta, fresh_phone

YEAR_AGO = str(int(time.time()) - 365 * 86_400)


def error_of(body: dict[str, dict[str, object]]) -> object:
    return body["error"]["code"]


async def test_an_accepted_send_answers_an_id_that_holds_the_number(meta: Meta) -> None:
    to = fresh_phone()
    answer = await meta.send(f"+{to}", body="Hello", biz_opaque_callback_data="attempt-1")
    assert answer.status == 200
    assert answer.body["contacts"] == [{"input": f"+{to}", "wa_id": to}]
    wamid = answer.body["messages"][0]["id"]
    assert to.encode() in base64.b64decode(wamid.removeprefix("wamid."))
    (kept,) = await meta.sends()
    assert (kept["id"], kept["to"], kept["text"]) == (wamid, f"+{to}", "Hello")
    assert kept["biz_opaque_callback_data"] == "attempt-1"


async def test_without_a_plus_the_own_country_code_is_put_in_front(meta: Meta) -> None:
    foreign = await meta.send("447700900123")
    own = await meta.send("923001112233")
    assert foreign.body["contacts"][0]["wa_id"] == "92447700900123"
    assert own.body["contacts"][0]["wa_id"] == "923001112233"


async def test_a_user_id_can_be_written_to(meta: Meta) -> None:
    answer = await meta.graph(
        "POST",
        f"{meta.number_id}/messages",
        {
            "messaging_product": "whatsapp",
            "recipient": "PK.77",
            "type": "text",
            "text": {"body": "x"},
        },
    )
    assert answer.body["contacts"] == [{"input": "PK.77", "user_id": "PK.77"}]


async def test_wrong_tokens_and_foreign_numbers_are_refused(meta: Meta) -> None:
    path = f"/v25.0/{meta.number_id}/messages"
    none = await meta.call("POST", path, {})
    wrong = await meta.call("POST", path, {}, headers={"Authorization": "Bearer nonsense"})
    foreign = await meta.graph("POST", "123456789012345/messages", {})
    assert (none.status, error_of(none.body)) == (401, 190)
    assert (wrong.status, error_of(wrong.body)) == (401, 190)
    assert (foreign.status, error_of(foreign.body)) == (400, 100)
    assert foreign.body["error"]["error_subcode"] == 33
    assert foreign.body["error"]["fbtrace_id"]


async def test_other_versions_are_served_too(meta: Meta) -> None:
    headers = {"Authorization": f"Bearer {meta.token}"}
    for version in ("v21.0", "v26.0"):
        answer = await meta.call("GET", f"/{version}/{meta.number_id}", headers=headers)
        assert answer.body["id"] == meta.number_id


async def test_the_number_refuses_more_than_its_throughput(meta: Meta) -> None:
    await meta.fault("limits", throughput=5)
    answers = [await meta.send(f"+{fresh_phone()}") for _ in range(20)]
    refused = [one for one in answers if one.status != 200]
    assert 10 <= len(refused) <= 15
    assert {(one.status, error_of(one.body)) for one in refused} == {(400, 130429)}
    assert len(await meta.sends()) == 20 - len(refused)


async def test_one_person_gets_no_more_than_a_burst(meta: Meta) -> None:
    await meta.fault("limits", throughput=1000, pair_burst=45)
    to = f"+{fresh_phone()}"
    answers = [await meta.send(to) for _ in range(46)]
    assert [one.status for one in answers] == [200] * 45 + [400]
    assert error_of(answers[-1].body) == 131056


async def test_limits_can_be_switched_off(meta: Meta) -> None:
    await meta.fault("limits", on=False, throughput=1)
    to = f"+{fresh_phone()}"
    assert {(await meta.send(to)).status for _ in range(50)} == {200}


async def test_a_closed_window_fails_later_but_a_template_goes_through(meta: Meta) -> None:
    customer = fresh_phone()
    old = {"from": customer, "id": "wamid.old", "timestamp": YEAR_AGO, "type": "text"}
    await meta.write(customer, messages=[old | {"text": {"body": "long ago"}}])
    late = await meta.send(f"+{customer}")
    hello = {"name": "hello_world", "language": {"code": "en_US"}}
    template = await meta.send(f"+{customer}", type="template", template=hello)
    assert (late.status, template.status) == (200, 200)
    assert template.body["messages"][0]["message_status"] == "accepted"
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) >= 2)
    by_id = {one["id"]: one for one in meta.receiver.statuses()}
    failed = by_id[late.body["messages"][0]["id"]]
    assert failed["errors"][0]["code"] == 131047
    assert by_id[template.body["messages"][0]["id"]]["status"] == "sent"


async def test_a_reaction_does_not_open_the_window_but_a_text_does(meta: Meta) -> None:
    await meta.fault("window", value="strict")
    customer = fresh_phone()
    await meta.write(customer, type="reaction")
    before = await meta.send(f"+{customer}")
    await meta.write(customer)
    after = await meta.send(f"+{customer}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) >= 2)
    found = {one["id"]: one["status"] for one in meta.receiver.statuses()}
    assert found[before.body["messages"][0]["id"]] == "failed"
    assert found[after.body["messages"][0]["id"]] != "failed"


async def test_an_unknown_recipient_fails_without_contacts(meta: Meta) -> None:
    answer = await meta.send("+999123456789")
    await meta.receiver.until(lambda: bool(meta.receiver.statuses()))
    (value,) = meta.receiver.values()
    assert "contacts" not in value
    (status,) = value["statuses"]
    assert (status["id"], status["status"]) == (answer.body["messages"][0]["id"], "failed")
    assert status["errors"][0]["code"] == 131026
    assert "recipient_user_id" not in status


@pytest.mark.parametrize(
    ("typing", "status"),
    [({}, 200), ({"typing_indicator": {"type": "text"}}, 200), ({"message_id": "nonsense"}, 400)],
)
async def test_read_marks_and_typing(meta: Meta, typing: dict[str, object], status: int) -> None:
    (wamid,) = await meta.write(fresh_phone())
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid} | typing
    answer = await meta.graph("POST", f"{meta.number_id}/messages", body)
    assert answer.status == status
    assert status != 200 or answer.body == {"success": True}


async def test_an_unregistered_number_cannot_send_until_it_registers(meta: Meta) -> None:
    await meta.save_number(registered=False)
    assert error_of((await meta.send("+923001112233")).body) == 133010
    pin = {"messaging_product": "whatsapp", "pin": "123456"}
    assert (await meta.graph("POST", f"{meta.number_id}/register", pin)).status == 200
    assert (await meta.send("+923001112233")).status == 200


async def test_a_known_person_is_the_same_by_number_and_by_user_id(meta: Meta) -> None:
    customer = fresh_phone()
    await meta.write(customer)
    await meta.receiver.until(lambda: bool(meta.receiver.messages()))
    user_id = meta.receiver.messages()[0]["from_user_id"]
    body = {"messaging_product": "whatsapp", "recipient": user_id, "text": {"body": "by id"}}
    answer = await meta.graph("POST", f"{meta.number_id}/messages", body)
    assert answer.body["contacts"] == [{"input": user_id, "user_id": user_id}]
    chat = await meta.call("GET", f"/phone/chat?number={meta.number_id}&customer={customer}")
    assert chat.body["messages"][-1]["text"] == "by id"
    await meta.receiver.until(lambda: bool(meta.receiver.statuses()))
    assert meta.receiver.statuses()[0]["recipient_user_id"] == user_id
    assert "recipient_id" not in meta.receiver.statuses()[0]
