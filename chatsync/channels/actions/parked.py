"""What an operator does with parked updates: have a whole cause tried again, throw one away."""

from uuid import UUID

import structlog

from chatsync.accounts.models import Person
from chatsync.channels.events import ParkedAskedAgain
from chatsync.channels.models import Parked, Unrouted
from chatsync.channels.parked import Cause
from chatsync.jobs.events import emit
from chatsync.kit.tenancy import scope
from chatsync.workspaces.audit import Act, Actor, Thing, record

_log = structlog.get_logger()


def ask_again(cause: Cause) -> None:
    """Leave a job that tries all updates of a cause again."""
    emit(ParkedAskedAgain(cause=cause))


def discard(workspace_id: UUID | None, row_id: UUID, *, reason: str, operator: Person) -> bool:
    """Delete a parked update for good; whether it was there.

    A workspace reads in its audit log who did it and why; of nobody's update the log of the server
    tells.
    """
    if workspace_id is None:
        gone, _by_table = Unrouted.objects.filter(id=row_id).delete()
        if gone:
            _log.info("parked_discarded", row=str(row_id), operator=str(operator.id))
        return bool(gone)
    with scope(workspace_id):
        row = Parked.objects.filter(id=row_id).only("id", "kind").first()
        if row is None or not Parked.objects.filter(id=row_id).delete()[0]:
            return False
        actor = Actor("operator", operator.id, operator.name)
        details = {"kind": row.kind, "reason": reason}
        record(actor, Act.PARKED_DISCARDED, Thing("parked", str(row_id)), details)
    return True
