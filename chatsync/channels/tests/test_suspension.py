"""The sender and a suspended workspace: what is queued waits, and goes out when it is lifted."""

from datetime import timedelta

import pytest

from chatsync.channels.actions import sending as deeds
from chatsync.channels.actions.dispatch import HELD_UNTIL, hold_number, release_number
from chatsync.channels.models import Dispatch, Number
from chatsync.channels.tests.sender import (
    a_sandbox_line,
    all_gone,
    answer,
    sending,
    status,
    taken,
    texts_taken,
    wish,
)
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.channels.tests.test_sender_claims import OTHER, claimed, lines
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.kit.db import Line
from chatsync.kit.errors import ReadOnly
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.tests.make import a_person, a_workspace
from tests.support.product import eventually

__all__ = ["lines"]


def pause(access: Access) -> None:
    suspend(access.workspace_id, reason="Unpaid.", operator=a_person("Operator"))


def go_on(access: Access) -> None:
    lift(access.workspace_id, operator=a_person("Operator"))


def are_held() -> bool:
    return set(Dispatch.objects.values_list("state", "due_at")) == {("queued", HELD_UNTIL)}


def test_what_is_queued_waits_and_goes_out_in_order_when_it_is_lifted(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    conversation = a_conversation(owner, number=number)
    messages = [answer(owner, conversation, str(at)) for at in range(3)]
    pause(owner)
    other = a_workspace("Books")[1]
    with sending():
        passes = answer(other, a_conversation(other, number=a_sandbox_line(other, 2)), "passes")
        eventually(lambda: status(other, passes) == "accepted")
        assert {status(owner, message) for message in messages} == {"queued"}
        assert texts_taken(meta) == ["passes"]
        go_on(owner)
        eventually(all_gone)
    assert texts_taken(meta) == ["passes", "0", "1", "2"]
    assert {status(owner, message) for message in messages} == {"accepted"}


def test_nothing_new_is_accepted_for_sending(owner: Access, number: Number) -> None:
    conversation = a_conversation(owner, number=number)
    pause(owner)
    with pytest.raises(ReadOnly, match="Unpaid"):
        answer(owner, conversation, "too late")
    assert all_gone()


def test_what_a_lost_token_holds_stays_held_until_both_are_mended(
    owner: Access, number: Number
) -> None:
    answer(owner, a_conversation(owner, number=number), "hello")
    with scope(owner.workspace_id):
        hold_number(number.id, "The token is lost")
    pause(owner)
    go_on(owner)
    assert are_held()


def test_a_mended_number_waits_for_its_workspace(owner: Access, number: Number) -> None:
    answer(owner, a_conversation(owner, number=number), "hello")
    pause(owner)
    with scope(owner.workspace_id):
        release_number(number.id)
    assert are_held()
    go_on(owner)
    assert not are_held()


def test_what_was_claimed_while_it_was_being_suspended_is_held(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    message = answer(owner, a_conversation(owner, number=number), "hello")
    claims = claimed(lines[0], OTHER, number)
    pause(owner)
    letters, held = deeds.load(claims)
    assert (letters, [outcome.claim.message_id for outcome in held]) == ([], [message.id])
    deeds.settle(held)
    assert are_held()
    go_on(owner)
    assert Dispatch.objects.get().due_at <= now()


def test_what_is_held_too_late_goes_out_at_once(
    owner: Access, number: Number, lines: tuple[Line, Line]
) -> None:
    answer(owner, a_conversation(owner, number=number), "hello")
    claims = claimed(lines[0], OTHER, number)
    pause(owner)
    _letters, held = deeds.load(claims)
    go_on(owner)
    deeds.settle(held)
    assert Dispatch.objects.get().due_at <= now()


def test_a_message_that_lost_its_window_fails_with_the_usual_reason(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    conversation = a_conversation(owner, number=number)
    message = answer(owner, conversation, "hello")
    pause(owner)
    with scope(owner.workspace_id):
        past = now() - timedelta(minutes=1)
        Conversation.objects.filter(id=conversation.id).update(window_expires_at=past)
    wish(meta, "error", code=131047, next=1)
    go_on(owner)
    with sending():
        eventually(all_gone)
    assert (status(owner, message), message.error_code) == ("failed", 131047)
    assert taken(meta) == []
