"""Answers of the channels to what lower rooms announce."""

from chatsync.channels.actions.dispatch import keep_to_standing
from chatsync.workspaces.events import StandingChanged


def standing_changed(_event: StandingChanged) -> None:
    keep_to_standing()
