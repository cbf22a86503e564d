"""CP-3.2: team data is partitioned between tenants."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access, access_of_person
from chatsync.workspaces.models import Member
from tests.architecture.tables import KEY_COLUMN
from tests.architecture.test_policies import TENANTS
from tests.promises.proving import Breaks, Mutant, checks, without
from tests.tenancy import test_pages as pages
from tests.tenancy.world import a_world


def the_database_shows_a_team_its_own_rows_alone() -> None:
    ours, theirs = workspace_uuid(a_world().org), workspace_uuid(a_world().org)
    assert ours
    filled = 0
    for table, model in TENANTS.items():
        key = KEY_COLUMN.get(table, "workspace_id")
        with scope(ours):
            found = set(model._default_manager.values_list(key, flat=True))
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            unscoped = cursor.fetchone()[0]
        filled += bool(found)
        assert theirs not in found, table
        assert unscoped == 0, table
    assert filled > 10, "this proof saw too few rows"


def the_page_of_another_team_does_not_exist() -> None:
    pages.test_the_page_of_another_workspace_is_the_page_of_none((a_world(), a_world()))


def open_to_all(table: str) -> Breaks:
    """Switches the protection of one table off, and on again."""

    @contextmanager
    def broken() -> Iterator[None]:
        with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
            owner.execute(_STATEMENT.format(sql.Identifier(table), sql.SQL("DISABLE")))
            try:
                yield
            finally:
                owner.execute(_STATEMENT.format(sql.Identifier(table), sql.SQL("ENABLE")))

    return broken


def _as_somebody_there(_person: UUID, workspace_id: UUID) -> Access | None:
    """The rights of whoever sits there first, whoever asks."""
    with scope(workspace_id):
        seat = Member.objects.first()
    return access_of_person(seat.person_id, workspace_id) if seat else None


_STATEMENT = sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY")
PROOFS = (
    the_database_shows_a_team_its_own_rows_alone,
    the_page_of_another_team_does_not_exist,
)
MUTANTS = (
    *(
        Mutant(
            f"{table} has no row-level security",
            the_database_shows_a_team_its_own_rows_alone,
            open_to_all(table),
        )
        for table in ("workspaces_member", "inbox_message")
    ),
    Mutant(
        "the dashboard's page asks nobody for a seat",
        the_page_of_another_team_does_not_exist,
        without("chatsync.site.views.dashboard.access_of_person", _as_somebody_there),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
