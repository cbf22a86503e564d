"""Answers of the channels to what lower rooms announce."""

from chatsync.channels.actions.dispatch import keep_to_standing
from chatsync.channels.actions.reconcile import read_cause_again
from chatsync.channels.events import ParkedAskedAgain
from chatsync.channels.parked import Cause
from chatsync.workspaces.events import StandingChanged


def standing_changed(_event: StandingChanged) -> None:
    keep_to_standing()


def parked_asked_again(event: ParkedAskedAgain) -> None:
    read_cause_again(Cause(event.cause))
