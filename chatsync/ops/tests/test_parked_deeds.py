"""Trying parked updates again, and throwing them away."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chatsync.channels.actions.reconcile import try_again
from chatsync.channels.models import Parked, Unrouted
from chatsync.channels.tests.feed import a_line, an_app, feed, texts
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.test_parking import poison
from chatsync.channels.tests.test_reconcile import mend
from chatsync.channels.tests.whatsapp_builders import inbound
from chatsync.jobs.tests.worker import work_off
from chatsync.kit.tenancy import scope
from chatsync.ops.tests.stand import an_operator, operators_browser, text_of, told_of
from chatsync.ops.tests.test_parked import links, one_of
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


@pytest.fixture
def tea() -> tuple[Workspace, Access]:
    return a_workspace("Karachi Tea House")


def left(access: Access) -> int:
    with scope(access.workspace_id):
        return Parked.objects.count()


def test_an_update_that_can_be_read_now_is_read(client: Any, tea: tuple[Workspace, Access]) -> None:
    _workspace, owner = tea
    feed(a_line(owner), inbound(poison()))
    mend(owner, b"w" * 300, b"mended")
    answer = client.post(f"{one_of(owner)}/again")
    assert answer["Location"] == "/ops/parked?done=read"
    assert "It was read" in text_of(client.get(answer["Location"]))
    assert (texts(owner), left(owner)) == (["poison"], 0)


def test_what_cannot_be_read_yet_stays_and_says_so(
    client: Any, tea: tuple[Workspace, Access]
) -> None:
    _workspace, owner = tea
    feed(a_line(owner), inbound(poison()))
    answer = client.post(f"{one_of(owner)}/again")
    assert "cannot be read yet" in text_of(client.get(answer["Location"]))
    assert left(owner) == 1


def test_two_who_try_the_same_at_once_park_it_once(tea: tuple[Workspace, Access]) -> None:
    _workspace, owner = tea
    feed(a_line(owner), inbound(poison()))
    with scope(owner.workspace_id):
        row_id = Parked.objects.get().id

    def attempt(_turn: int) -> str:
        try:
            return str(try_again(owner.workspace_id, row_id))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(attempt, range(4)))
    assert outcomes == ["gone", "gone", "gone", "stays"]
    assert left(owner) == 1


def test_all_of_a_cause_are_tried_by_a_job_and_no_others(
    client: Any, tea: tuple[Workspace, Access]
) -> None:
    _workspace, owner = tea
    app = an_app()
    feed(app.id, inbound(said("first")))
    feed(app.id, inbound(said("second")))
    number = a_line(owner, app=app)
    feed(number, inbound(poison()))
    assert "They are read one after another" in text_of(client.get("/ops/parked/again/no-number"))
    answer = client.post("/ops/parked/again/no-number")
    assert "one after another" in text_of(client.get(answer["Location"]))
    assert Unrouted.objects.count() == 2
    work_off()
    assert (sorted(filter(None, texts(owner))), Unrouted.objects.count()) == (
        ["first", "second"],
        0,
    )
    assert left(owner) == 1
    assert client.post("/ops/parked/again/nothing").status_code == 404


def test_what_is_thrown_away_is_gone_and_the_workspace_reads_why(
    client: Any, tea: tuple[Workspace, Access]
) -> None:
    workspace, owner = tea
    feed(a_line(owner), inbound(poison()))
    address = f"{one_of(owner)}/discard"
    assert "Fill in this field." in text_of(client.post(address, {"reason": " "}))
    assert left(owner) == 1
    answer = client.post(address, {"reason": "Broken test of ours"})
    assert "It was thrown away." in text_of(client.get(answer["Location"]))
    assert left(owner) == 0
    details = {"kind": "text", "reason": "Broken test of ours"}
    assert told_of(workspace) == [("operator", "parked.discarded", details, "Omar Operator")]


def test_nobodys_update_is_thrown_away_too(client: Any) -> None:
    feed(an_app().id, inbound(said("x")))
    (address,) = links(text_of(client.get("/ops/parked")))
    client.post(f"{address}/discard", {"reason": "A number of nobody's"})
    assert not Unrouted.objects.exists()
    assert client.post(f"{address}/discard", {"reason": "x"}).status_code == 404
    assert "no longer here" in text_of(client.get(client.post(f"{address}/again")["Location"]))


@pytest.mark.parametrize("deed", ["again", "discard"])
def test_a_deed_asks_first_who_is_there(tea: tuple[Workspace, Access], deed: str) -> None:
    _workspace, owner = tea
    feed(a_line(owner), inbound(poison()))
    client = operators_browser()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for address in (f"{one_of(owner)}/{deed}", "/ops/parked/again/not-stored"):
        answer = client.post(address, {"reason": "x"})
        assert answer["Location"].startswith("/account/confirm?next=")
    assert left(owner) == 1
    assert an_operator("other")
