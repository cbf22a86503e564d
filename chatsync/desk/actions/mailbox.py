"""Noting how the desk's mailbox stands. One row for the installation."""

from chatsync.desk.models import MailboxStanding
from chatsync.kit.clock import now

_ROW = 1


def note_reading(validity: int, last_uid: int) -> None:
    """It was read up to a UID; a fault that there was is over."""
    facts = {"validity": validity, "last_uid": last_uid, "read_at": now(), "fault": ""}
    MailboxStanding.objects.update_or_create(id=_ROW, defaults={**facts, "fault_since": None})


def note_fault(said: str) -> None:
    """It cannot be read, or not all of it; since when, is kept."""
    row, _is_new = MailboxStanding.objects.get_or_create(id=_ROW)
    row.fault, row.fault_since = said[:300], row.fault_since or now()
    row.save(update_fields=["fault", "fault_since"])
