"""The trail of a request: who did what, when. Entries are only ever added."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from chatsync.desk.models import Entry, Part, Request


class Act(StrEnum):
    """What is noted beside what was said."""

    OPENED = "opened"
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    STATE = "state"
    EXTENDED = "extended"
    IDENTITY = "identity"
    CHANGED = "changed"
    REMINDED = "reminded"


def note_act(asked: Request, act: Act, *, by: UUID | None = None, **particulars: Any) -> None:
    """Write an act down, in the transaction that does it. `by` None: the product itself."""
    Entry.objects.create(
        request=asked, part=Part.ACT, by=by, facts={"act": str(act), **particulars}
    )
