"""An answer written while the operator suspends: whichever commits first, it never goes out."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from chatsync.accounts.models import Person
from chatsync.channels.models import Number
from chatsync.channels.tests.sender import all_gone, answer, sending, status, texts_taken
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.channels.tests.test_suspension import are_held, go_on
from chatsync.inbox.models import Conversation, Message
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.errors import ReadOnly
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.standing import suspend
from chatsync.workspaces.tests.make import a_person
from tests.support.product import eventually

_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])


def overlapping(owner: Access, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Begin `second` while the transaction of `first` is done but not committed."""
    done, go = threading.Event(), threading.Event()

    def hold_open() -> None:
        try:
            with scope(owner.workspace_id):
                first()
                done.set()
                go.wait(30)
        finally:
            connections.close_all()

    def follow() -> None:
        try:
            done.wait(30)
            second()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(hold_open), threads.submit(follow)]
        eventually(someone_waits)
        go.set()
        for each in both:
            each.result()


def nothing_goes_until_it_is_lifted(owner: Access, meta: Sandbox) -> None:
    with scope(owner.workspace_id):
        message = Message.objects.get(text="just now")
    with sending():
        eventually(are_held)
        assert (status(owner, message), texts_taken(meta)) == ("queued", [])
        go_on(owner)
        eventually(all_gone)
    assert texts_taken(meta) == ["just now"]


@pytest.fixture
def talk(owner: Access, number: Number) -> Conversation:
    return a_conversation(owner, number=number)


@pytest.fixture
def operator() -> Person:
    return a_person("Operator")


def test_an_answer_that_commits_before_the_suspension_waits(
    owner: Access, talk: Conversation, operator: Person, meta: Sandbox
) -> None:
    overlapping(
        owner,
        lambda: answer(owner, talk, "just now"),
        lambda: suspend(owner.workspace_id, reason="Unpaid.", operator=operator),
    )
    nothing_goes_until_it_is_lifted(owner, meta)


def test_an_answer_that_asked_before_the_suspension_and_commits_after_it_waits(
    owner: Access, talk: Conversation, operator: Person, meta: Sandbox
) -> None:
    overlapping(
        owner,
        lambda: suspend(owner.workspace_id, reason="Unpaid.", operator=operator),
        lambda: answer(owner, talk, "just now"),
    )
    nothing_goes_until_it_is_lifted(owner, meta)


def test_the_door_that_let_a_request_in_is_not_the_last_word(
    owner: Access, talk: Conversation, operator: Person
) -> None:
    suspend(owner.workspace_id, reason="Unpaid.", operator=operator)
    assert owner.status == "active", "as it was when the request came in"
    with pytest.raises(ReadOnly, match="Unpaid"):
        answer(owner, talk, "too late")
    assert all_gone()
