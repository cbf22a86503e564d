"""The bodies as others wrote them, and ours, in the states in which Meta really delivers."""

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from chatsync.channels.tests.whatsapp_bodies import EVERY, OWN, REAL
from chatsync.channels.tests.whatsapp_builders import Json, as_bytes, delivery
from chatsync.channels.whatsapp.facts import (
    AccountUpdate,
    ChannelError,
    InboundMessage,
    Reading,
    StatusReport,
    Update,
)
from chatsync.channels.whatsapp.parse import MESSAGE_FIELDS, read_delivery

needs_real = pytest.mark.skipif(not REAL, reason="CHATSYNC_TEST_PAYLOADS is not set")
BODY_NAMES = [item["file"] for item in REAL]


def key_of(fact: Update) -> tuple[object, ...]:
    """What tells a fact apart when the same delivery comes twice."""
    if isinstance(fact, InboundMessage):
        return ("message", fact.phone_number_id, fact.wamid, fact.origin)
    if isinstance(fact, StatusReport):
        return ("status", fact.phone_number_id, fact.wamid, fact.status)
    return (type(fact).__name__, fact.raw)


def messages(reading: Reading, *origins: str) -> list[InboundMessage]:
    found = (fact for fact in reading.updates if isinstance(fact, InboundMessage))
    return [fact for fact in found if fact.origin in origins]


def assert_inbound(fact: InboundMessage, expected: Json) -> None:
    assert fact.wamid == expected["id"]
    assert fact.kind == (expected["type"] or "location")
    names = {"text", "caption", "title", "reply_id", "payload", "target", "original_id"}
    said = {
        "text": fact.text, "caption": fact.media and fact.media.caption, "title": fact.text,
        "reply_id": fact.answer_id, "payload": fact.answer_id, "target": fact.refers_to,
        "original_id": fact.refers_to,
    }  # fmt: skip
    for name in names & expected.keys():
        assert said[name] == expected[name], name
    if "media_id" in expected:
        assert fact.media is not None
        assert (fact.media.id, fact.media.mime_type) == (
            expected["media_id"],
            expected["mime_type"],
        )
    if expected["timestamp"].isdigit() and len(expected["timestamp"]) == 10:
        assert fact.at == int(expected["timestamp"])
    assert fact.reply_to_wamid == expected.get("context", {}).get("id")
    assert [error.code for error in fact.errors][:1] in ([], expected.get("error_codes"), [131000])
    if expected["from"].isdigit() and expected.get("field") != "history":
        assert fact.sender.phone == expected["from"]


@needs_real
@pytest.mark.parametrize("item", REAL, ids=BODY_NAMES)
def test_a_real_body_yields_what_its_index_says(item: Json) -> None:
    reading = read_delivery(item["body"])
    expected = item["expected"]
    assert reading.unreadable == ()
    past = expected.get("history_messages", [])
    live = [fact for fact in messages(reading, "live", "history") if fact.history_status is None]
    for fact, wanted in zip(live, expected.get("inbound", []), strict=True):
        assert_inbound(fact, wanted)
    assert len(messages(reading, "history")) - len(past) in {0, 1}
    echoes = messages(reading, "echo")
    assert [echo.wamid for echo in echoes] == [e["id"] for e in expected.get("echoes", [])]
    assert_statuses(reading, [s for s in expected.get("statuses", []) if "field" not in s])
    assert_others(reading, expected)


def assert_statuses(reading: Reading, expected: list[Json]) -> None:
    found = [fact for fact in reading.updates if isinstance(fact, StatusReport)]
    seen = [(s.wamid, s.status, s.callback_data, s.at) for s in found]
    assert seen == [
        (s["id"], s["status"], s.get("biz_opaque_callback_data"), int(s["timestamp"]))
        for s in expected
    ]
    codes = [[error.code for error in status.errors] for status in found]
    assert codes == [s.get("error_codes", []) for s in expected]


def assert_others(reading: Reading, expected: Json) -> None:
    found = [fact for fact in reading.updates if isinstance(fact, AccountUpdate)]
    calls = [s for s in expected.get("statuses", []) if "field" in s]
    assert len(found) == len(expected.get("other", [])) + len(calls)
    for fact, wanted in zip(found, expected.get("other", []), strict=False):
        assert fact.field == (wanted["field"] or "account_update")
        assert fact.event == wanted.get("event", wanted.get("decision"))
    errors = [fact for fact in reading.updates if isinstance(fact, ChannelError)]
    assert [e.code for fact in errors for e in fact.errors] == expected.get("value_errors", [])


def merged(bodies: list[Json]) -> Json:
    return {**delivery(), "entry": [entry for body in bodies for entry in body["entry"]]}


def test_all_bodies_merged_into_one_lose_nothing() -> None:
    apart = [fact for body in EVERY for fact in read_delivery(as_bytes(body)).updates]
    together = read_delivery(as_bytes(merged(EVERY)))
    assert [key_of(fact) for fact in together.updates] == [key_of(fact) for fact in apart]


def test_a_body_delivered_twice_gives_the_same_facts_twice() -> None:
    once = read_delivery(as_bytes(merged(EVERY)))
    twice = read_delivery(as_bytes(merged([*EVERY, *EVERY])))
    assert twice.updates == once.updates * 2


def test_statuses_in_any_order_are_the_same_reports() -> None:
    statuses = [body for name, body in OWN.items() if name.startswith("status")]
    shuffled = random.Random(7).sample(statuses, len(statuses))
    facts = [
        Counter(map(key_of, read_delivery(as_bytes(merged(b))).updates))
        for b in (statuses, shuffled)
    ]
    assert facts[0] == facts[1]
    assert facts[0].total() == len(statuses)


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key and every item inside a body."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for step, part in inner:
        yield (*path, step)
        if isinstance(part, dict | list):
            yield from paths(part, (*path, step))


def holder(body: Json, path: tuple[str | int, ...]) -> tuple[object, object]:
    found: object = body
    for step in path[:-1]:
        found = found[step]  # type: ignore[index]
    return found, path[-1]


def test_any_one_key_may_be_missing() -> None:
    for body in EVERY:
        for path in list(paths(body)):
            lacking = copy.deepcopy(body)
            inside, step = holder(lacking, path)
            del inside[step]  # type: ignore[attr-defined]
            reading = read_delivery(as_bytes(lacking))
            assert (
                reading.updates
                or reading.unreadable
                or not any(entry["changes"] for entry in lacking["entry"])
            )


def test_any_one_value_may_be_of_another_type() -> None:
    poison: list[object] = [None, 0, "x", [], {}, [1], {"x": 1}, 1.5, True]
    for at, body in enumerate(EVERY):
        for count, path in enumerate(list(paths(body))):
            odd = copy.deepcopy(body)
            inside, step = holder(odd, path)
            inside[step] = poison[(at + count) % len(poison)]  # type: ignore[index]
            assert isinstance(read_delivery(as_bytes(odd)), Reading)


def test_unknown_keys_anywhere_change_nothing() -> None:
    dice = random.Random(11)
    for body in EVERY:
        more = copy.deepcopy(body)
        for path in [(), *paths(body)]:
            inside, step = holder({"": more}, ("", *path))
            part = inside[step]  # type: ignore[index]
            if isinstance(part, dict):
                part[f"new_{dice.random()}"] = dice.choice([None, 1, "x", [{}], {"y": []}])
        assert told(more) == told(body)


def told(body: Json) -> list[tuple[object, ...]]:
    """The facts of a body, without the raw pieces, which hold unknown keys too."""
    facts = read_delivery(as_bytes(body)).updates
    return [tuple(getattr(f, n) for n in f.__struct_fields__ if n != "raw") for f in facts]


def test_the_message_fields_are_those_the_reference_names() -> None:
    seen = {c["field"] for b in EVERY for e in b["entry"] for c in e["changes"] if "field" in c}
    assert seen & MESSAGE_FIELDS == MESSAGE_FIELDS - {"message_echoes"}
    assert json.loads(as_bytes(delivery()))["entry"]
