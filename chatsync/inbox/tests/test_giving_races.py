"""Giving out while others write, take, leave and go away in the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from django.db import connections

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, deliver, read
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.inbox.actions.assign import take_next
from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.models import Conversation, HistoryLine
from chatsync.inbox.tests.giving import choose, come, held, letter, only, write
from chatsync.inbox.tests.test_holding import until_somebody_waits
from chatsync.kit.errors import QueueEmpty
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.members import remove_member
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
CUSTOMERS = [f"92300111{n:04d}" for n in range(8)]


@pytest.fixture
def shop() -> tuple[Workspace, Access]:
    workspace, owner = a_workspace()
    choose(owner)
    return workspace, owner


@pytest.fixture
def team(shop: tuple[Workspace, Access]) -> list[Access]:
    return [a_member(shop[0], name=name) for name in ("Sana", "Bilal")]


@pytest.fixture
def number(shop: tuple[Workspace, Access]) -> Number:
    return a_line(shop[1])


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All in the same moment, each with a connection of its own."""
    start = Barrier(len(deeds))

    def done(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        except QueueEmpty:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(done, deeds))


def lines_of(number: Number) -> Counter[Any]:
    """How often each conversation changed hands."""
    with scope(number.workspace_id):
        return Counter(HistoryLine.objects.values_list("conversation_id", flat=True))


def test_messages_read_at_once_are_dealt_evenly_and_each_once(
    number: Number, team: list[Access]
) -> None:
    come(*team)
    deliver(number, *map(letter, CUSTOMERS))
    at_once(read, read, read, lambda: give_out(number.workspace_id))
    assert Counter(held(number).values()) == {member.member_id: 4 for member in team}
    assert set(lines_of(number).values()) == {1}


def test_two_who_give_out_at_once_give_each_conversation_once(
    number: Number, team: list[Access]
) -> None:
    write(number, *CUSTOMERS)
    come(*team)
    at_once(*[lambda: give_out(number.workspace_id)] * 4)
    assert Counter(held(number).values()) == {member.member_id: 4 for member in team}
    assert set(lines_of(number).values()) == {1}


def test_one_that_is_taken_by_hand_in_that_moment_has_one_holder(
    number: Number, team: list[Access]
) -> None:
    write(number, CUSTOMERS[0])
    come(team[0])
    at_once(lambda: give_out(number.workspace_id), lambda: take_next(team[1]))
    assert held(number)[CUSTOMERS[0]] in {member.member_id for member in team}
    assert set(lines_of(number).values()) == {1}


def test_whoever_has_said_that_they_are_away_is_given_nothing_afterwards(
    number: Number, team: list[Access]
) -> None:
    sana, bilal = team
    come(sana)
    deliver(number, *map(letter, CUSTOMERS))
    at_once(read, lambda: set_away(sana, away=True))
    before = Counter(held(number).values())[sana.member_id]
    come(bilal)
    give_out(number.workspace_id)
    after = Counter(held(number).values())
    assert after[sana.member_id] == before
    assert after[sana.member_id] + after[bilal.member_id] == len(CUSTOMERS)


def test_going_away_waits_for_who_is_just_being_given_one(
    number: Number, team: list[Access], database_urls: DatabaseUrls
) -> None:
    come(team[0])
    with psycopg.connect(database_urls.app) as other, ThreadPoolExecutor(1) as pool:
        other.execute(
            "SELECT set_config('chatsync.workspace', %s, true)", [str(number.workspace_id)]
        )
        other.execute("SELECT FROM inbox_attendance FOR NO KEY UPDATE")
        going = pool.submit(at_once, lambda: set_away(team[0], away=True))
        until_somebody_waits(database_urls)
        other.commit()
        going.result()
    write(number, CUSTOMERS[0])
    assert held(number) == {CUSTOMERS[0]: None}


def test_nothing_stays_with_somebody_who_is_removed_in_that_moment(
    shop: tuple[Workspace, Access], number: Number, team: list[Access]
) -> None:
    sana, bilal = team
    come(sana)
    deliver(number, *map(letter, CUSTOMERS))
    at_once(read, lambda: remove_member(shop[1], sana.member_id))
    come(bilal)
    give_out(number.workspace_id)
    assert set(held(number).values()) == {bilal.member_id}


def test_who_took_one_by_hand_keeps_it_when_its_customer_writes(
    number: Number, team: list[Access]
) -> None:
    write(number, CUSTOMERS[0])
    come(team[0])
    at_once(lambda: take_next(team[1]), lambda: write(number, CUSTOMERS[0], word="Hello?"))
    holder = only(number).assignee_id
    assert holder in {member.member_id for member in team}
    with scope(number.workspace_id):
        assert Conversation.objects.filter(assignee_id=holder, status="open").count() == 1


def test_where_all_are_full_nobody_waits_for_a_look(
    shop: tuple[Workspace, Access], number: Number, team: list[Access], database_urls: DatabaseUrls
) -> None:
    choose(shop[1], open_limit=1)
    come(team[0])
    write(number, *CUSTOMERS[:2])
    with psycopg.connect(database_urls.app) as receiving:
        held_by_another = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))"
        receiving.execute(held_by_another, [str(number.workspace_id)])
        assert give_out(number.workspace_id) == 0
