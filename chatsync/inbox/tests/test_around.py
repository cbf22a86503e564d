"""Opening a thread around one message, and reading on from there both ways."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import now
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def a_long_talk(owner: Caller) -> tuple[str, list[str]]:
    """A conversation of eleven messages, and their ids from the oldest on."""
    start = now() - timedelta(minutes=30)
    conversation = a_conversation(owner.access, "line 0", at=start)
    ids = [str(conversation.last_message_id)]
    for at in range(1, 11):
        moment = start + timedelta(minutes=at)
        ids.append(str(a_message(owner.access, conversation.id, f"line {at}", at=moment).id))
    return f"/conversations/{conversation.id}/messages", ids


def ids_of(page: dict[str, Any]) -> list[str]:
    return [item["id"] for item in page["items"]]


def test_a_thread_opens_around_a_message(owner: Caller) -> None:
    path, ids = a_long_talk(owner)

    page = owner.get(path, around=ids[5], limit=4).json()

    assert ids_of(page) == [ids[6], ids[5], ids[4], ids[3]]


def test_from_the_middle_both_ends_are_reached_without_a_gap_or_repeat(owner: Caller) -> None:
    path, ids = a_long_talk(owner)
    middle = owner.get(path, around=ids[5], limit=3).json()
    found = ids_of(middle)

    page = middle
    while page["newer_cursor"]:
        page = owner.get(path, after=page["newer_cursor"], limit=3).json()
        found = ids_of(page) + found
    page = middle
    while page["next_cursor"]:
        page = owner.get(path, cursor=page["next_cursor"], limit=3).json()
        found += ids_of(page)

    assert found == ids[::-1]


def test_a_newer_page_leads_back_to_where_it_came_from(owner: Caller) -> None:
    path, ids = a_long_talk(owner)
    middle = owner.get(path, around=ids[5], limit=3).json()

    newer = owner.get(path, after=middle["newer_cursor"], limit=2).json()
    back = owner.get(path, cursor=newer["next_cursor"], limit=3).json()

    assert ids_of(back) == ids_of(middle)


def test_the_newest_page_has_nothing_newer(owner: Caller) -> None:
    path, ids = a_long_talk(owner)

    assert owner.get(path).json()["newer_cursor"] is None
    assert owner.get(path, around=ids[-1]).json()["newer_cursor"] is None


def test_a_message_of_another_conversation_is_not_found_here(owner: Caller) -> None:
    path, _ids = a_long_talk(owner)
    other = a_conversation(owner.access, "elsewhere")

    assert owner.get(path, around=other.last_message_id).status_code == 404
    assert owner.get(path, around=uuid4()).status_code == 404


def test_a_found_message_says_who_it_is_from(owner: Caller) -> None:
    a_conversation(owner.access, "The blue kettle leaks")

    (found,) = owner.get("/search", q="kettle").json()["items"]

    assert found["contact"]["profile_name"] == "Customer"
