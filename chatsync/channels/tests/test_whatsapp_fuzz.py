import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatsync.channels.tests.whatsapp_bodies import OWN
from chatsync.channels.tests.whatsapp_builders import Json, as_bytes, inbound, message
from chatsync.channels.whatsapp.facts import InboundMessage, Reading, Unreadable, Update
from chatsync.channels.whatsapp.lenient import bsuid, ident, phone, unix_seconds
from chatsync.channels.whatsapp.parse import read_delivery

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=20)
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
SURROGATES = st.text(st.characters(max_codepoint=0xFFFF, min_codepoint=0xD7F0), max_size=12)


def texts_of(value: object) -> list[str]:
    """Every string inside a fact."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in texts_of(part)]
    names: tuple[str, ...] = getattr(value, "__struct_fields__", ())
    return [text for name in names for text in texts_of(getattr(value, name))]


def assert_storable(reading: Reading) -> None:
    """PostgreSQL takes UTF-8 without NUL, and an index takes short ids."""
    facts: list[Update | Unreadable] = [*reading.updates, *reading.unreadable]
    for fact in facts:
        for text in texts_of(fact):
            assert "\x00" not in text
            text.encode()
        assert len(getattr(fact, "wamid", None) or "") <= 512


@CALM
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_parked(body: bytes) -> None:
    assert_storable(read_delivery(body))


@CALM
@given(ANY_JSON)
def test_any_json_is_read_or_parked(body: object) -> None:
    reading = read_delivery(json.dumps(body).encode())
    assert reading.updates or reading.unreadable or body == {"entry": []}


@CALM
@given(st.dictionaries(st.sampled_from(["messages", "statuses", "contacts", "history"]), ANY_JSON))
def test_any_value_of_a_message_field_is_read_or_parked(value: Json) -> None:
    body = inbound()
    body["entry"][0]["changes"][0]["value"].update(value)
    assert_storable(read_delivery(as_bytes(body)))


def replaced(body: Any, steps: list[int], part: object) -> Any:
    """The body with one part, found by walking, put in the place of what was there."""
    whole = {"": copy.deepcopy(body)}
    inside: Any = whole
    key: Any = ""
    for step in steps:
        found = inside[key]
        if not isinstance(found, dict | list) or not found:
            break
        inside, key = (
            found,
            list(found)[step % len(found)] if isinstance(found, dict) else step % len(found),
        )
    inside[key] = part
    return whole[""]


STEPS = st.lists(st.integers(0, 7), min_size=4, max_size=12)


@CALM
@given(st.sampled_from(sorted(OWN)), STEPS, ANY_JSON | SURROGATES)
def test_a_mutated_body_is_read_or_parked(name: str, steps: list[int], part: object) -> None:
    reading = read_delivery(as_bytes(replaced(OWN[name], steps, part)))
    assert_storable(reading)


@CALM
@given(
    st.dictionaries(st.sampled_from([*sorted(message("text")), "text", "image"]), ANY_JSON),
    SURROGATES,
)
def test_whatever_a_message_holds_its_neighbours_are_read(odd: Json, word: str) -> None:
    good = {**message("text", text={"body": word}), "id": "wamid.GOOD"}
    reading = read_delivery(as_bytes(inbound(good, odd, good)))
    found = [f for f in reading.updates if isinstance(f, InboundMessage)]
    assert [fact.wamid for fact in (found[0], found[-1])] == ["wamid.GOOD", "wamid.GOOD"]
    assert_storable(reading)


@CALM
@given(ANY_JSON)
def test_a_leaf_becomes_a_tidy_value_or_none(value: object) -> None:
    seconds = unix_seconds(value)
    assert seconds is None or 1_230_768_000 <= seconds < 4_102_444_800
    assert (phone(value) or "1").isdigit()
    assert (bsuid(value) or "PK.1")[2] == "."
    assert len(ident(value) or "") <= 512
