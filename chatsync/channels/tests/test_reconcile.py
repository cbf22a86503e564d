"""`chatsync reconcile whatsapp` reads again what was put aside, and tells nothing twice."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from chatsync.channels.actions.connect import disconnect_number
from chatsync.channels.actions.reconcile import read_parked_again
from chatsync.channels.models import Parked, Unrouted
from chatsync.channels.queries import parked_everywhere
from chatsync.channels.tests.feed import a_line, an_app, feed, texts, thread
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.test_parking import poison
from chatsync.channels.tests.whatsapp_builders import (
    NUMBER,
    USER_ID,
    WABA,
    Json,
    as_bytes,
    change,
    delivery,
    inbound,
    reported,
    status,
)
from chatsync.channels.tests.whatsapp_fields import ECHOES
from chatsync.contacts.models import Identity
from chatsync.inbox.models import StatusReport
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


def mend(access: Access, wrong: bytes, right: bytes) -> None:
    """Stands for the release that learned to read what was parked."""
    with scope(access.workspace_id):
        for row in Parked.objects.all():
            Parked.objects.filter(id=row.id).update(raw=bytes(row.raw).replace(wrong, right))


def park(access: Access, number_id: UUID, kind: str, raw: object, field: str = "messages") -> None:
    with scope(access.workspace_id):
        Parked.objects.create(
            number_id=number_id, kind=kind, field=field, reason="r", raw=as_bytes(raw)
        )


def left(access: Access) -> list[tuple[str, str]]:
    with scope(access.workspace_id):
        return list(Parked.objects.order_by("at").values_list("kind", "reason"))


def test_a_parked_message_is_stored_once_it_can_be(owner: Access) -> None:
    feed(a_line(owner), inbound(said("a"), poison(), said("b")))
    mend(owner, b"w" * 300, b"mended")
    assert read_parked_again() == (1, 0)
    assert sorted(filter(None, texts(owner))) == ["a", "b", "poison"]
    assert left(owner) == []


def test_what_still_cannot_be_stored_stays_as_it_was(owner: Access) -> None:
    feed(a_line(owner), inbound(poison()), delivery(change("messages", messages=[7, said("a")])))
    before = left(owner)
    assert read_parked_again() == (0, 2)
    assert read_parked_again() == (0, 2)
    assert sorted(left(owner)) == sorted(before)
    assert texts(owner) == ["a"]


def test_what_fails_again_keeps_the_time_at_which_it_came(owner: Access) -> None:
    feed(a_line(owner), inbound(poison()), delivery(change("messages", messages=[7])))
    feed(an_app().id, inbound(said("homeless")))
    came = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    with scope(owner.workspace_id):
        Parked.objects.update(at=came)
    Unrouted.objects.update(at=came)
    assert parked_everywhere() == 3
    for _ in range(2):
        assert read_parked_again() == (0, 3)
    with scope(owner.workspace_id):
        assert list(Parked.objects.values_list("at", flat=True)) == [came, came]
    assert Unrouted.objects.get().at == came


@pytest.mark.parametrize(("kind", "raw"), [("entry", {"changes": []}), ("delivery", {"entry": []})])
def test_a_piece_in_which_nothing_is_read_is_not_lost(owner: Access, kind: str, raw: Json) -> None:
    park(owner, a_line(owner).id, kind, raw)
    before = left(owner)
    assert read_parked_again() == (0, 1)
    assert left(owner) == before


def test_reading_again_twice_stores_nothing_twice(owner: Access) -> None:
    feed(a_line(owner), inbound(poison()))
    mend(owner, b"w" * 300, b"mended")
    with scope(owner.workspace_id):
        again = Parked.objects.get()
    read_parked_again()
    with scope(owner.workspace_id):
        again.save(force_insert=True)
    assert read_parked_again() == (1, 0)
    assert len(thread(owner)) == 1


def test_an_echo_that_was_parked_comes_back_as_our_own_message(owner: Access) -> None:
    body = json.loads(as_bytes(next(iter(ECHOES.values()))[0]))
    for part in body["entry"][0]["changes"][0]["value"]["message_echoes"]:
        part["id"] = f"wamid.{'w' * 300}"
    feed(a_line(owner), body)
    mend(owner, b"w" * 300, b"mended")
    read_parked_again()
    assert [(m.direction, m.origin) for m in thread(owner)] == [("out", "echo")]


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("message", said("a")),
        ("text", said("a")),
        ("messages", said("a")),
        ("change", change("messages", messages=[said("a")])["value"]),
        ("entry", inbound(said("a"))["entry"][0]),
        ("delivery", inbound(said("a"))),
        ("thread", {"id": "923001234567", "messages": [said("a")]}),
        ("history", {"threads": [{"id": "923001234567", "messages": [said("a")]}]}),
    ],
)
def test_every_kind_of_piece_is_read_in_its_own_place(owner: Access, kind: str, raw: Json) -> None:
    number = a_line(owner)
    park(owner, number.id, kind, raw)
    assert read_parked_again() == (1, 0)
    assert texts(owner) == ["a"]


@pytest.mark.parametrize("kind", ["status", "statuses", "StatusReport"])
def test_a_parked_status_is_read_as_a_status(owner: Access, kind: str) -> None:
    park(owner, a_line(owner).id, kind, status("sent"))
    assert read_parked_again() == (1, 0)
    with scope(owner.workspace_id):
        assert StatusReport.objects.get().status == "sent"


@pytest.mark.parametrize("kind", ["user_id_update", "IdentityChange"])
def test_a_parked_change_of_a_user_id_is_applied(owner: Access, kind: str) -> None:
    number = a_line(owner)
    feed(number, inbound(said("a")))
    moved = {"wa_id": "923001234567", "user_id": {"previous": USER_ID, "current": "PK.77"}}
    park(owner, number.id, kind, moved)
    assert read_parked_again() == (1, 0)
    with scope(owner.workspace_id):
        assert "PK.77" in Identity.objects.values_list("value", flat=True)


def test_an_update_for_a_number_connected_later_finds_its_home(owner: Access) -> None:
    app = an_app()
    feed(app.id, inbound(said("a")), reported(status("sent")))
    assert read_parked_again() == (0, 2)
    a_line(owner, app=app)
    assert read_parked_again() == (2, 0)
    assert (texts(owner), Unrouted.objects.count()) == (["a"], 0)


def test_a_forged_update_stays_out_however_often_it_is_read(owner: Access) -> None:
    a_line(owner)
    feed(an_app().id, inbound(said("forged")))
    for _ in range(3):
        assert read_parked_again() == (0, 1)
    assert texts(owner) == []


def test_pieces_of_a_disconnected_number_wait_for_it(owner: Access) -> None:
    number = a_line(owner)
    feed(number, inbound(poison()))
    mend(owner, b"w" * 300, b"mended")
    disconnect_number(owner.workspace_id, number.id)
    assert read_parked_again() == (0, 1)
    assert len(left(owner)) == 1


def test_a_body_kept_whole_and_mended_is_read(owner: Access) -> None:
    app = an_app()
    feed(app.id, b"{not json")
    assert read_parked_again() == (0, 1)
    a_line(owner, app=app)
    Unrouted.objects.update(raw=as_bytes(delivery(change("messages", messages=[said("a")]))))
    assert read_parked_again() == (1, 0)
    assert texts(owner) == ["a"]


def test_account_news_without_home_is_read_when_the_account_comes(owner: Access) -> None:
    app = an_app()
    body = {"entry": [{"id": WABA, "changes": [{"field": "flows", "value": {"event": "X"}}]}]}
    feed(app.id, body)
    a_line(owner, NUMBER, app=app)
    assert read_parked_again() == (1, 0)
