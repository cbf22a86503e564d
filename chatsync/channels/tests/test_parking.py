"""What cannot be stored is put aside alone, with the reason, and its neighbours are stored."""

from datetime import UTC, datetime

import pytest

from chatsync.channels.events import UpdatesParsed
from chatsync.channels.models import InboundDelivery, Parked, Unrouted
from chatsync.channels.tests.feed import a_line, deliver, feed, read, texts, thread
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import (
    AT,
    Json,
    change,
    delivery,
    inbound,
    reported,
    status,
)
from chatsync.inbox.models import StatusReport
from chatsync.jobs import events
from chatsync.jobs.events import WrongWiring
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")

TOO_LONG_AN_ID = "w" * 300
"""The parser takes ids of up to 512 characters, the column holds 256."""


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


def poison(word: str = "poison", at: int = AT) -> Json:
    return {**said(word, at), "id": f"wamid.{word}.{TOO_LONG_AN_ID}"}


def parked(access: Access) -> list[Parked]:
    with scope(access.workspace_id):
        return list(Parked.objects.order_by("at", "id"))


def test_a_message_that_no_column_takes_is_parked_alone(owner: Access) -> None:
    messages = [said(str(at), AT + at) for at in range(20)]
    feed(a_line(owner), inbound(*messages[:9], poison(), *messages[9:]))
    assert texts(owner) == [str(at) for at in range(20)]
    (row,) = parked(owner)
    assert (row.kind, row.reason) == ("text", "Could not be stored: DataError.")
    assert b'"poison"' in bytes(row.raw)


def test_several_poisons_in_a_thousand_are_each_parked_alone(owner: Access) -> None:
    messages = [said(str(at), AT + at) for at in range(1_000)]
    for at in (0, 1, 499, 500, 999):
        messages[at] = poison(f"p{at}", AT + at)
    feed(a_line(owner), inbound(*messages))
    assert (len(texts(owner)), len(parked(owner))) == (995, 5)


def test_a_poison_body_leaves_other_deliveries_and_workspaces_alone(owner: Access) -> None:
    other = a_workspace("Books")[1]
    first = a_line(owner)
    second = a_line(other, "5002")
    theirs = inbound(said("theirs"))
    theirs["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "5002"
    deliver(first, inbound(said("a")), b"[]", inbound(poison()), b"\xff", inbound(said("b")))
    deliver(second, theirs)
    assert read() == 6
    assert (texts(owner), texts(other)) == (["a", "b"], ["theirs"])
    assert (len(parked(owner)), Unrouted.objects.count()) == (1, 2)


def test_a_piece_of_the_wrong_type_is_parked_with_its_reason(owner: Access) -> None:
    feed(a_line(owner), delivery(change("messages", messages=[said("a"), 7, said("b")])))
    assert texts(owner) == ["a", "b"]
    (row,) = parked(owner)
    assert (row.kind, row.reason) == ("message", "This message is not a JSON object.")


def test_a_poison_status_leaves_the_other_statuses_alone(owner: Access) -> None:
    good = [status("sent", id=f"wamid.{at}") for at in range(5)]
    feed(a_line(owner), reported(*good[:2], {"status": "sent"}, *good[2:]))
    with scope(owner.workspace_id):
        assert StatusReport.objects.count() == 5
    (row,) = parked(owner)
    assert row.kind == "status"


def test_a_reader_without_its_wiring_stops_and_parks_nothing(
    owner: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(events._now, UpdatesParsed)
    deliver(a_line(owner), inbound(said("a")))
    with pytest.raises(WrongWiring, match="nobody hears UpdatesParsed"):
        read()
    assert (parked(owner), InboundDelivery.objects.count()) == ([], 1)


def test_a_nul_in_text_is_no_poison(owner: Access) -> None:
    feed(a_line(owner), inbound(said("a\x00b")))
    (message,) = thread(owner)
    assert (message.text, parked(owner)) == ("a\ufffdb", [])
    assert rb"\u0000" in bytes(message.raw or b"")


def test_a_quoted_id_beyond_all_ids_costs_only_the_quote(owner: Access) -> None:
    feed(a_line(owner), inbound(said("a", context={"id": TOO_LONG_AN_ID})))
    (message,) = thread(owner)
    assert (message.text, message.reply_to_wamid, parked(owner)) == ("a", None, [])


def test_a_word_as_type_beyond_its_column_is_stored_cut(owner: Access) -> None:
    feed(a_line(owner), inbound({**said("a"), "type": "t" * 60}))
    assert [message.type for message in thread(owner)] == ["t" * 40]


def test_a_time_that_is_none_is_our_own(owner: Access) -> None:
    stamps: list[object] = ["", "soon", "-5", "99999999999999", "1e400", None, [], "0", {}, True]
    before = datetime.now(UTC)
    messages = [{**said(str(at)), "timestamp": stamp} for at, stamp in enumerate(stamps)]
    feed(a_line(owner), inbound(*messages))
    times = [message.sent_at for message in thread(owner)]
    assert len(times) == len(stamps)
    assert before <= min(times) <= max(times) <= datetime.now(UTC)
