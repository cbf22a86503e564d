"""Answers that waited too long: they fail with a reason, and surprise nobody days later."""

from datetime import timedelta

from chatsync.channels.actions import sending as deeds
from chatsync.channels.actions.dispatch import HELD_UNTIL, hold_number, release_number
from chatsync.channels.models import Dispatch, Number, Outbound
from chatsync.channels.tests.sender import (
    all_gone,
    answer,
    bulk,
    make_due,
    sending,
    status,
    taken,
    texts_taken,
)
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.inbox.queries import shapes
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from tests.support.product import eventually

SOON = deeds.LONGEST_WAIT - timedelta(minutes=1)
LATE = deeds.LONGEST_WAIT + timedelta(minutes=1)


def _hold(owner: Access, number: Number) -> None:
    with scope(owner.workspace_id):
        hold_number(number.id, "The token is lost")


def test_what_a_lost_token_held_for_hours_fails_and_says_why(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    message = answer(owner, a_conversation(owner, number=number), "We open at ten")
    _hold(owner, number)
    with moved(SOON):
        assert deeds.wake_late() == 0
    with moved(LATE):
        assert (deeds.wake_late(), deeds.wake_late()) == (1, 0)
        make_due(message.id)
        with sending():
            eventually(all_gone)
    assert (status(owner, message), taken(meta)) == ("failed", [])
    with scope(owner.workspace_id):
        shown = shapes.messages([message.id])[message.id].error
    assert shown
    assert shown.title == "It waited too long to be sent"
    assert "send it again" in shown.advice


def test_of_what_comes_free_only_the_late_is_not_sent(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    early = answer(owner, a_conversation(owner, number=number), "yesterday")
    fresh = answer(owner, a_conversation(owner, number=number), "today")
    _hold(owner, number)
    with scope(owner.workspace_id):
        Outbound.objects.filter(id=early.id).update(created_at=early.stored_at - LATE)
        release_number(number.id)
    with sending():
        eventually(all_gone)
    assert texts_taken(meta) == ["today"]
    assert (status(owner, early), status(owner, fresh)) == ("failed", "accepted")


def test_a_campaign_has_its_own_limit(owner: Access, number: Number) -> None:
    bulk(owner, number, 2)
    _hold(owner, number)
    with moved(LATE):
        assert deeds.wake_late() == 0
    assert set(Dispatch.objects.values_list("due_at", flat=True)) == {HELD_UNTIL}
