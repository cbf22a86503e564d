"""Reading contacts.

Who may see one depends on conversations, which a room above knows: it says so as a condition on
`k`.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.contacts.schemas import ContactOut, ContactPage
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import current_workspace

CONTACT_COLUMNS = "k.id, k.name, k.profile_name, k.phone, k.username"


def contact_page(seen: Condition, after: Place | None, limit: int) -> ContactPage:
    """The visible contacts of the open scope, the newest first."""
    start = Condition("k.id < %s", (after.id,)) if after else ALWAYS
    rows = _rows(
        f"{seen.sql} AND {start.sql} ORDER BY k.id DESC LIMIT %s",
        [*seen.values, *start.values, one_more(limit)],
    )
    page, cursor = cut(rows, limit, lambda row: Place(None, row[0]))
    return ContactPage.model_construct(items=[contact_of(row) for row in page], next_cursor=cursor)


def contact(seen: Condition, contact_id: UUID) -> ContactOut | None:
    """One visible contact of the open scope."""
    rows = _rows(f"k.id = %s AND {seen.sql}", [contact_id, *seen.values])
    return contact_of(rows[0]) if rows else None


def contact_of(row: Sequence[Any]) -> ContactOut:
    """Shape one row of CONTACT_COLUMNS."""
    return ContactOut.model_construct(
        id=row[0], name=row[1], profile_name=row[2], phone=row[3], username=row[4]
    )


def _rows(rest: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {CONTACT_COLUMNS} FROM contacts_contact k "  # noqa: S608
            f"WHERE k.workspace_id = %s AND {rest}",
            [current_workspace(), *values],
        )
        rows: list[Any] = cursor.fetchall()
    return rows
