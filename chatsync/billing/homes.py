"""Whose an id of Paddle's is: the one reading across workspaces, and it answers ids alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection


def homes_of(names: Iterable[str]) -> Mapping[str, set[UUID]]:
    """The workspaces that know each of these ids; of an unknown one, none.

    A transaction or subscription has one. A customer may have several: Paddle knows one customer
    per e-mail address, and somebody may own two workspaces.
    """
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, workspace_id FROM chatsync_billing_homes(%s::text[])", [list(names)]
        )
        for name, workspace_id in cursor.fetchall():
            found[name].add(workspace_id)
    return found
