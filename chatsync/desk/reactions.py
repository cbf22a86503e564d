"""Answers of the desk to what lower rooms announce."""

from chatsync.accounts.events import OperatorWent
from chatsync.desk.actions.handle import release_from


def operator_went(event: OperatorWent) -> None:
    release_from(event.person_id)
