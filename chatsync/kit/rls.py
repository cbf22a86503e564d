"""Migration operations that put a table under row-level security."""

from collections.abc import Sequence

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunSQL


def tenant_table(
    table: str,
    *,
    column: str = "workspace_id",
    key: str = "id",
    parents: Sequence[tuple[str, str]] = (),
    searchable: bool = False,
    referenced: bool = True,
) -> list[Operation]:
    """Force the tenant policy on `table`.

    `parents` are (column, parent table) pairs: each becomes a foreign key over
    (workspace_id, column), because a plain one would accept another tenant's row.
    `key` names the primary key where it is not `id`.
    `referenced` makes (workspace_id, id) unique, for the foreign keys of its children; a table
    that nobody points at goes without, since each index is paid for at every insert.
    `searchable` adds the read policy of the `chatsync_search` role, for definer functions.
    """
    quoted = f'"{table}"'
    sql = [
        f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {quoted} FORCE ROW LEVEL SECURITY",
        (
            f"CREATE POLICY tenant ON {quoted} USING ({column} = chatsync_workspace()) "
            f"WITH CHECK ({column} = chatsync_workspace())"
        ),
    ]
    if referenced and column == "workspace_id" and key == "id":
        sql.append(f'ALTER TABLE {quoted} ADD CONSTRAINT "{table}_ws_id" UNIQUE (workspace_id, id)')
    for child, parent in parents:
        sql.append(
            f'ALTER TABLE {quoted} ADD CONSTRAINT "{table}_{child}_ws" '
            f"FOREIGN KEY (workspace_id, {child}) "
            f'REFERENCES "{parent}" (workspace_id, id) DEFERRABLE INITIALLY DEFERRED'
        )
    made: list[Operation] = [RunSQL(statement, migrations_reverse(table)) for statement in sql]
    return [*made, *searchable_table(table)] if searchable else made


def searchable_table(table: str) -> list[Operation]:
    """Let the definer functions read `table`, as the role `chatsync_search`."""
    sql = [
        f'CREATE POLICY search ON "{table}" FOR SELECT TO chatsync_search USING (true)',
        f'GRANT SELECT ON "{table}" TO chatsync_search',
    ]
    return [RunSQL(statement, migrations_reverse(table)) for statement in sql]


def migrations_reverse(table: str) -> str:
    """Dropping the table drops its policies and constraints; nothing else is to be undone."""
    return f"SELECT 1 /* {table} */"
