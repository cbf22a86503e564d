"""Answers of workspaces to what lower rooms announce."""

from chatsync.accounts.events import OperatorWent
from chatsync.workspaces.actions.step_in import end_step_ins_of


def operator_went(event: OperatorWent) -> None:
    end_step_ins_of(event.person_id)
