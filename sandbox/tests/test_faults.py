"""Faults: each kind of misbehaviour strikes as asked, and clears."""

import asyncio
from typing import Any

import pytest

from sandbox.tests.support import Meta, fresh_phone


async def test_an_error_strikes_the_next_sends_only(meta: Meta) -> None:
    await meta.fault("error", code=131048, next=2)
    answers = [await meta.send(f"+{fresh_phone()}") for _ in range(3)]
    assert [one.status for one in answers] == [400, 400, 200]
    assert answers[0].body["error"]["code"] == 131048
    assert answers[0].body["error"]["error_data"]["messaging_product"] == "whatsapp"
    assert len(await meta.sends()) == 1


async def test_a_seeded_chance_strikes_alike_each_time(meta: Meta) -> None:
    runs = []
    for _ in range(2):
        await meta.control("DELETE", "faults")
        await meta.fault("error", code=130429, p=0.5, seed=7)
        runs.append([(await meta.send(f"+{fresh_phone()}")).status for _ in range(20)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 400}


@pytest.mark.parametrize(
    ("mode", "status", "kept"),
    [("http_429", 429, 0), ("5xx_before", 503, 0), ("5xx_after", 503, 1)],
)
async def test_server_trouble_before_and_after_accepting(
    meta: Meta, mode: str, status: int, kept: int
) -> None:
    await meta.fault(mode, next=1)
    assert (await meta.send(f"+{fresh_phone()}")).status == status
    assert len(await meta.sends()) == kept


@pytest.mark.parametrize(("mode", "kept"), [("timeout_before", 0), ("timeout_after", 1)])
async def test_no_answer_before_and_after_accepting(meta: Meta, mode: str, kept: int) -> None:
    await meta.fault(mode, next=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await meta.send(f"+{fresh_phone()}")
    assert len(await meta.sends()) == kept


async def test_a_send_can_fail_later(meta: Meta) -> None:
    await meta.fault("failed_status", code=131049, next=1)
    assert (await meta.send(f"+{fresh_phone()}")).status == 200
    await meta.receiver.until(lambda: bool(meta.receiver.statuses()))
    (status,) = meta.receiver.statuses()
    assert (status["status"], status["errors"][0]["code"]) == ("failed", 131049)


async def test_statuses_can_be_dropped(meta: Meta) -> None:
    await meta.fault("delays", sent=0, delivered=0, read=0)
    await meta.fault("drop_statuses", statuses=["delivered"])
    await meta.send(f"+{fresh_phone()}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 2)
    assert [one["status"] for one in meta.receiver.statuses()] == ["sent", "read"]


async def test_statuses_can_be_doubled(meta: Meta) -> None:
    await meta.fault("delays", sent=0, delivered=60)
    await meta.fault("duplicate_statuses")
    await meta.send(f"+{fresh_phone()}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 2)
    assert [one["status"] for one in meta.receiver.statuses()] == ["sent", "sent"]


async def test_statuses_can_come_out_of_order(meta: Meta) -> None:
    await meta.fault("delays", sent=0.1, delivered=0.4, read=0.7)
    await meta.fault("shuffle_statuses", seed=1)
    await meta.send(f"+{fresh_phone()}")
    await meta.receiver.until(lambda: len(meta.receiver.statuses()) == 3)
    order = [one["status"] for one in meta.receiver.statuses()]
    assert order != ["sent", "delivered", "read"]
    assert sorted(order) == ["delivered", "read", "sent"]


async def test_a_fault_of_one_number_spares_the_others(meta: Meta) -> None:
    await meta.fault("error", code=131048)
    await meta.save_number(phone_number_id=f"7{meta.number_id}")
    body = {"messaging_product": "whatsapp", "to": "+923001112233", "text": {"body": "x"}}
    other = await meta.graph("POST", f"7{meta.number_id}/messages", body)
    assert (await meta.send("+923001112233")).status == 400
    assert other.status == 200


async def test_clearing_brings_back_good_behaviour(meta: Meta) -> None:
    await meta.fault("error", code=131048)
    await meta.fault("ticks", on=False)
    await meta.control("DELETE", "faults")
    known = await meta.control("GET", "faults")
    assert (known["faults"], known["settings"]["ticks"]) == ([], True)
    assert (await meta.send(f"+{fresh_phone()}")).status == 200


@pytest.mark.parametrize(
    "wish",
    [
        {"mode": "nonsense"},
        {"mode": "error"},
        {"mode": "error", "code": 1, "next": 0},
        {"mode": "error", "code": 1, "p": 2},
        {"mode": "delays", "sent": -1},
        {"mode": "ticks"},
        {"mode": "window", "value": "ajar"},
        {"mode": "http_429", "phone_number_id": "404"},
        "nonsense",
    ],
)
async def test_a_wish_that_makes_no_sense_is_explained(meta: Meta, wish: Any) -> None:
    answer = await meta.call("POST", "/_control/faults", wish)
    assert answer.status == 400
    assert answer.body["error"]
