import json

import pytest

from chatsync.channels.tests.whatsapp_builders import (
    NUMBER,
    WABA,
    Json,
    as_bytes,
    change,
    delivery,
    inbound,
    message,
    reported,
    status,
    wamid,
)
from chatsync.channels.whatsapp import notes
from chatsync.channels.whatsapp.facts import InboundMessage, Reading, Unreadable
from chatsync.channels.whatsapp.lenient import cut_depth, mend_surrogates
from chatsync.channels.whatsapp.parse import read_delivery


def text(word: str) -> Json:
    return {**message("text", text={"body": word}), "id": wamid(word)}


def texts(reading: Reading) -> list[str | None]:
    return [fact.text for fact in reading.updates if isinstance(fact, InboundMessage)]


def parked(reading: Reading) -> Unreadable:
    (piece,) = reading.unreadable
    return piece


@pytest.mark.parametrize("poison", [7, None, "text", [], [[]], True, {}, {"id": ""}, {"id": {}}])
def test_a_poison_message_is_parked_alone(poison: object) -> None:
    body = delivery(change("messages", messages=[text("before"), poison, text("after")]))
    reading = read_delivery(as_bytes(body))
    assert texts(reading) == ["before", "after"]
    piece = parked(reading)
    assert (piece.kind, piece.phone_number_id, piece.waba_id) == ("message", NUMBER, WABA)
    assert piece.where == "entry[0].changes[0].value.messages[1]"
    assert json.loads(piece.raw) == poison


@pytest.mark.parametrize("poison", [7, {}, {"id": wamid("x")}, {"status": "sent"}, {"id": []}])
def test_a_poison_status_is_parked_alone(poison: object) -> None:
    body = delivery(change("messages", statuses=[status("sent"), poison, status("read")]))
    reading = read_delivery(as_bytes(body))
    assert len(reading.updates) == 2
    assert parked(reading).kind == "status"


@pytest.mark.parametrize("part", ["text", "context", "errors", "image", "system", "contacts"])
def test_a_message_with_one_odd_part_is_shown_and_parked(part: str) -> None:
    odd = {**message("text", text={"body": "hi"}), part: 5}
    reading = read_delivery(as_bytes(inbound(odd, text("after"))))
    first = reading.updates[0]
    assert isinstance(first, InboundMessage)
    assert (first.wamid, first.damaged) == (odd["id"], (part,))
    assert (first.text, first.opens_window) == (None if part == "text" else "hi", True)
    assert parked(reading).raw == first.raw
    assert texts(reading)[1] == "after"


@pytest.mark.parametrize("poison", [7, "x", [], None, {"value": None}, {"value": 3}, {}])
def test_a_poison_change_is_parked_alone(poison: object) -> None:
    good = change("messages", messages=[text("good")])
    body = delivery(good, {"field": "messages", "value": {}}, good)
    body["entry"][0]["changes"][1] = poison
    reading = read_delivery(as_bytes(body))
    assert texts(reading) == ["good", "good"]
    assert parked(reading).where.startswith("entry[0].changes[1]")
    assert parked(reading).waba_id == WABA


@pytest.mark.parametrize("poison", [7, "x", [], None, {}, {"changes": 4}, {"id": WABA}])
def test_a_poison_entry_is_parked_alone(poison: object) -> None:
    body = inbound(text("good"))
    body["entry"] = [poison, *body["entry"], poison]
    reading = read_delivery(as_bytes(body))
    assert texts(reading) == ["good"]
    assert [piece.where for piece in reading.unreadable] == ["entry[0]", "entry[2]"]


@pytest.mark.parametrize("key", ["contacts", "messages", "statuses", "errors", "metadata"])
def test_a_value_with_one_odd_list_gives_up_its_other_lists(key: str) -> None:
    good = {"messages": [text("good")], "statuses": [status("sent")], key: 12}
    reading = read_delivery(as_bytes(delivery(change("messages", **good))))
    lost = {"messages": 1, "statuses": 1, "metadata": 2}.get(key, 0)
    assert len(reading.updates) == 2 - lost
    assert reading.unreadable


def test_items_of_no_known_number_are_parked_each_alone() -> None:
    body = inbound(text("one"), text("two"))
    del body["entry"][0]["changes"][0]["value"]["metadata"]
    reading = read_delivery(as_bytes(body))
    assert reading.updates == ()
    assert [(piece.kind, piece.waba_id) for piece in reading.unreadable] == [("messages", WABA)] * 2


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b"7", b'"x"', b"{}", b'{"entry":{}}', b'{"entry":[]}x', b"\xff",
     b'{"entry":[],"x":"\xff"}', b"\xef\xbb\xbf{}", b'{"object":"page","entry":[]}'],
)  # fmt: skip
def test_a_body_that_is_no_delivery_is_parked_whole(body: bytes) -> None:
    reading = read_delivery(body)
    assert reading.updates == ()
    assert (parked(reading).kind, parked(reading).raw) == ("delivery", body)


def test_an_empty_delivery_says_nothing() -> None:
    body = b'{"object":"whatsapp_business_account","entry":[]}'
    assert read_delivery(body) == Reading()


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_endless_nesting_costs_only_itself(opening: str) -> None:
    closing = {"[": "]", '{"a":': "}"}[opening]
    bomb = opening * 100_000 + "1" + closing * 100_000
    body = as_bytes(inbound(text("before"), {**text("deep"), "odd": "BOMB"}, text("after")))
    body = body.replace(b'"BOMB"', bomb.encode())
    reading = read_delivery(body)
    assert texts(reading) == ["before", "deep", "after"]
    assert parked(reading).raw == body


def test_nesting_that_never_ends_is_parked_whole() -> None:
    body = b'{"entry":[{"changes":' + b"[" * 300_000
    assert parked(read_delivery(body)).raw == body


def test_brackets_inside_texts_are_no_nesting() -> None:
    body = as_bytes({"a": "[" * 500 + '\\"{[', "b": ["]}"]})
    assert cut_depth(body) == body


def test_half_a_surrogate_pair_costs_one_letter() -> None:
    body = as_bytes(inbound(text("WORD"), text("after")))
    broken = body.replace(b'"WORD"', rb'"a\ud83dz \ud83d\ude2e \\ud83d \ude2e"')
    reading = read_delivery(broken)
    assert texts(reading) == ["a\ufffdz 😮 \\ud83d \ufffd", "after"]
    assert reading.unreadable == ()
    assert len(mend_surrogates(broken)) == len(broken)


def test_nul_is_replaced_in_the_fact_and_kept_in_the_raw_piece() -> None:
    reading = read_delivery(as_bytes(inbound(text("a\x00b"))))
    (fact,) = reading.updates
    assert isinstance(fact, InboundMessage)
    assert (fact.text, fact.wamid) == ("a\ufffdb", wamid("a\ufffdb"))
    assert json.loads(fact.raw)["text"]["body"] == "a\x00b"


def test_a_text_of_megabytes_is_cut_in_the_fact_and_whole_in_the_raw_piece() -> None:
    reading = read_delivery(
        as_bytes(inbound(text("short"), message("text", text={"body": "x" * 3_000_000})))
    )
    fact = reading.updates[1]
    assert isinstance(fact, InboundMessage)
    assert len(fact.text or "") == 65_536
    assert len(fact.raw) > 3_000_000


@pytest.mark.parametrize("number", [b"1e400", b"9" * 5_000, b"-0.0", b"1" * 40])
@pytest.mark.parametrize("key", [b'"timestamp"', b'"body"', b'"from"', b'"new"'])
def test_a_number_beyond_all_numbers_costs_only_its_part(key: bytes, number: bytes) -> None:
    odd = {**text("odd"), "timestamp": "HERE", "from": "HERE", "new": "HERE"}
    odd["text"] = {"body": "HERE"}
    body = as_bytes(inbound(text("before"), odd, text("after")))
    body = body.replace(key + b': "HERE"', key + b": " + number)
    facts = read_delivery(body).updates
    wamids = [fact.wamid for fact in facts if isinstance(fact, InboundMessage)]
    assert wamids == [wamid("before"), wamid("odd"), wamid("after")]


def test_an_id_too_long_for_an_index_is_parked() -> None:
    reading = read_delivery(as_bytes(inbound({**message("text"), "id": "w" * 3_000})))
    assert reading.updates == ()
    assert parked(reading).kind == "message"


def test_many_poison_pieces_are_parked_a_hundred_and_once_as_a_whole() -> None:
    body = as_bytes(delivery(change("messages", messages=[*[0] * 5_000, text("good")])))
    reading = read_delivery(body)
    assert texts(reading) == ["good"]
    assert len(reading.unreadable) == notes.MAX_PARKED + 1
    assert (reading.unreadable[-1].kind, reading.unreadable[-1].raw) == ("delivery", body)


def test_a_body_of_far_too_many_items_is_read_in_part_and_parked() -> None:
    body = as_bytes(delivery(change("messages", messages=[{"id": "a"}] * (notes.MAX_PIECES + 5))))
    reading = read_delivery(body)
    assert 0 < len(reading.updates) <= notes.MAX_PIECES
    assert parked(reading).raw == body


def test_a_body_of_far_too_many_changes_is_read_in_part_and_parked() -> None:
    body = as_bytes(delivery(*[{"field": "flows", "value": {}}] * (notes.MAX_PIECES + 5)))
    reading = read_delivery(body)
    assert len(reading.updates) == notes.MAX_PIECES
    assert parked(reading).raw == body


def test_a_change_without_field_is_told_by_what_it_holds() -> None:
    body = inbound(text("hello"))
    del body["entry"][0]["changes"][0]["field"]
    assert texts(read_delivery(as_bytes(body))) == ["hello"]


def test_a_status_beside_a_message_in_one_value_is_read_too() -> None:
    both = change("messages", messages=[text("hi")], statuses=[status("sent")])
    assert len(read_delivery(as_bytes(delivery(both))).updates) == 2


def test_facts_can_always_be_stored() -> None:
    odd = reported({**status("se\x00nt"), "errors": [{"title": "\x00", "code": "12"}]})
    (fact,) = read_delivery(as_bytes(odd)).updates
    assert "\x00" not in repr(fact).replace("\\x00", "\x00").split("raw=")[0]
