"""Answers of the privacy room to what lower rooms announce."""

from chatsync.accounts.events import AccountDeleted
from chatsync.privacy.actions.notices import forget_notices_of


def account_deleted(event: AccountDeleted) -> None:
    forget_notices_of(event.person_id)
