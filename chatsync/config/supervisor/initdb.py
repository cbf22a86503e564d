"""Prepare a PostgreSQL server: roles, database, extension, definer functions.

Works on the embedded server and on managed ones, as often as wanted. The same text is printed
for administrators who run it by hand (`chatsync init-db --print`).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.errors import DuplicateDatabase, DuplicateObject

from chatsync.config.supervisor.refusals import StartRefused

DATABASE = "chatsync"
_FOLDER = Path(__file__).parents[1] / "sql"
_COMMAND = re.compile(r"^\\(?:gexec|connect).*$", re.MULTILINE)
_VARIABLE = re.compile(r""":(['"])(\w+)\1""")
_LOCK = 0x43485359  # "CHSY": two preparations at once take turns
_DEFINERS = """
-- Definer functions belong to chatsync_search. Bodies may name tables that migrations add later.
BEGIN;
GRANT CREATE ON SCHEMA public TO chatsync_search;
SET LOCAL ROLE chatsync_search;
SET LOCAL check_function_bodies = off;
{definers}
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM chatsync_search;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class RolePasswords:
    """The passwords of `chatsync_owner` and `chatsync_app`; `chatsync_search` never signs in."""

    owner: str
    app: str


def script() -> str:
    """The whole preparation as psql text, with variables where passwords go."""
    definers = _FOLDER / "definers.sql"
    text = (_FOLDER / "roles.sql").read_text(encoding="utf-8")
    if definers.is_file():
        text += _DEFINERS.format(definers=definers.read_text(encoding="utf-8").strip())
    return text


def init_db(admin_dsn: str, passwords: RolePasswords, *, database: str = DATABASE) -> None:
    """Prepare the server that `admin_dsn` leads to; only the passwords change when repeated.

    Raises StartRefused when the administrator may not do it or the app role could look past
    row-level security.
    """
    try:
        _prepare(admin_dsn, passwords, database)
    except psycopg.errors.InsufficientPrivilege as error:
        raise StartRefused(
            "the administrator's account may not prepare the database: "
            f"{error.diag.message_primary}; use one that may create roles and databases."
        ) from error
    except psycopg.OperationalError as error:
        raise StartRefused(f"the database server cannot be reached: {error}") from error


def _prepare(admin_dsn: str, passwords: RolePasswords, database: str) -> None:
    text = script()
    done = 0
    connection = psycopg.connect(admin_dsn, autocommit=True)
    try:
        values = _values(connection, passwords, database)
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        for command in [*_COMMAND.finditer(text), None]:
            piece = text[done : command.start() if command else None]
            rows = _run(connection, _filled(piece, values))
            if command and command.group().startswith("\\gexec"):
                _run_each(connection, rows)
            elif command:
                connection.close()
                connection = psycopg.connect(
                    make_conninfo(admin_dsn, dbname=database), autocommit=True
                )
                connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            done = command.end() if command else done
        _refuse_powerful_roles(connection)
    finally:
        connection.close()


def _values(
    connection: psycopg.Connection, passwords: RolePasswords, database: str
) -> dict[str, str]:
    """Passwords travel as SCRAM verifiers, so that no server log can hold them."""

    def verifier(role: str, password: str) -> str:
        return connection.pgconn.encrypt_password(
            password.encode(), role.encode(), b"scram-sha-256"
        ).decode()

    return {
        "database": database,
        "owner_password": verifier("chatsync_owner", passwords.owner),
        "app_password": verifier("chatsync_app", passwords.app),
    }


def _filled(piece: str, values: dict[str, str]) -> sql.Composed:
    """Put quoted values where psql would: `:'name'` is a literal, `:"name"` an identifier."""
    parts: list[sql.Composable] = []
    done = 0
    for variable in _VARIABLE.finditer(piece):
        value = values[variable.group(2)]
        quoted = sql.Literal(value) if variable.group(1) == "'" else sql.Identifier(value)
        parts += [sql.SQL(piece[done : variable.start()]), quoted]
        done = variable.end()
    return sql.Composed([*parts, sql.SQL(piece[done:])])


def _run(connection: psycopg.Connection, statements: sql.Composed) -> list[str]:
    """Run statements as one; returns the first column of the last one's rows."""
    cursor = connection.execute(statements)
    while cursor.nextset():
        pass
    return [row[0] for row in cursor] if cursor.description else []


def _run_each(connection: psycopg.Connection, statements: list[str]) -> None:
    for statement in statements:
        try:
            connection.execute(statement.encode())
        except (DuplicateObject, DuplicateDatabase):
            # Another preparation of the same server, through another database, was first.
            continue


def _refuse_powerful_roles(connection: psycopg.Connection) -> None:
    powerful = connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'chatsync\\_%' "
        "AND (rolsuper OR rolbypassrls)"
    ).fetchone()
    if powerful:
        raise StartRefused(
            f"the role {powerful[0]} could look past row-level security; "
            f"run: ALTER ROLE {powerful[0]} NOSUPERUSER NOBYPASSRLS."
        )
