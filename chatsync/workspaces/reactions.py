"""Answers of workspaces to what lower rooms announce."""

from chatsync.accounts.events import AccountDeleted, OperatorWent
from chatsync.workspaces.actions.leave_for_good import erase_person_everywhere
from chatsync.workspaces.actions.step_in import end_step_ins_of


def operator_went(event: OperatorWent) -> None:
    end_step_ins_of(event.person_id)


def account_deleted(event: AccountDeleted) -> None:
    erase_person_everywhere(event.person_id)
