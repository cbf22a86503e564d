"""What init-db makes, and that it can be repeated."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from chatsync.config.supervisor.initdb import RolePasswords, init_db, script
from chatsync.config.supervisor.postgres import DatabaseUrls, temporary_postgres
from chatsync.config.supervisor.refusals import StartRefused

_PASSWORDS = RolePasswords('owner\'s "word"', "app word")


@pytest.fixture(scope="module")
def server() -> Iterator[DatabaseUrls]:
    with temporary_postgres() as urls:
        yield urls


def _rows(url: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(question.encode()).fetchall()


def test_no_role_of_ours_can_look_past_row_level_security(server: DatabaseUrls) -> None:
    roles = _rows(
        server.admin,
        "SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole "
        "FROM pg_roles WHERE rolname LIKE 'chatsync%' ORDER BY 1",
    )
    assert roles == [
        ("chatsync_app", True, False),
        ("chatsync_owner", True, False),
        ("chatsync_search", False, False),
    ]


def test_the_app_role_reads_and_writes_but_creates_and_truncates_nothing(
    server: DatabaseUrls,
) -> None:
    with psycopg.connect(server.owner) as owner:
        owner.execute("CREATE TABLE granted (id bigserial PRIMARY KEY)")
    with psycopg.connect(server.app, autocommit=True) as app:
        app.execute("INSERT INTO granted DEFAULT VALUES")
        app.execute("DELETE FROM granted")
        for refused in (
            "TRUNCATE granted",
            "CREATE TABLE own (id int)",
            "CREATE TEMPORARY TABLE own (id int)",
            "CREATE SCHEMA own",
            "SET ROLE chatsync_owner",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(refused.encode())
    granted = "SELECT relacl::text FROM pg_class WHERE relname = 'granted'"
    assert "chatsync_app=arwd/chatsync_owner" in str(_rows(server.owner, granted))


def test_the_workspace_is_null_outside_and_after_a_scope(server: DatabaseUrls) -> None:
    inside = "0190a000-0000-7000-8000-000000000001"
    with psycopg.connect(server.app) as app:
        asked = "SELECT chatsync_workspace()::text"
        assert app.execute(asked).fetchone() == (None,)
        app.execute("SELECT set_config('chatsync.workspace', %s, true)", [inside])
        assert app.execute(asked).fetchone() == (inside,)
        app.commit()
        assert app.execute(asked).fetchone() == (None,)


def test_definer_functions_belong_to_search_and_are_closed_to_the_public(
    server: DatabaseUrls,
) -> None:
    database = make_conninfo(server.admin, dbname="chatsync")
    definers = _rows(
        database,
        "SELECT proname, pg_get_userbyid(proowner), proconfig::text LIKE '%search_path=%', "
        "has_function_privilege('chatsync_app', oid, 'EXECUTE'), "
        "EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0) "
        "FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace",
    )
    assert definers
    assert {row[1:] for row in definers} == {("chatsync_search", True, True, False)}


def test_repeating_changes_nothing_but_the_passwords(server: DatabaseUrls) -> None:
    catalogue = "SELECT oid, rolname FROM pg_roles ORDER BY 1"
    before = _rows(server.admin, catalogue)
    with psycopg.connect(server.admin) as admin:
        kept = admin.execute("SELECT rolname, rolpassword FROM pg_authid").fetchall()
    init_db(server.admin, _PASSWORDS)
    assert _rows(server.admin, catalogue) == before
    for role, word in (("chatsync_owner", _PASSWORDS.owner), ("chatsync_app", _PASSWORDS.app)):
        psycopg.connect(make_conninfo(server.app, user=role, password=word)).close()
    with psycopg.connect(server.admin) as admin:
        for role, verifier in kept:
            if verifier:
                change = sql.SQL("ALTER ROLE {} PASSWORD {}")
                admin.execute(change.format(sql.Identifier(role), sql.Literal(verifier)))
    psycopg.connect(server.app).close()


def test_an_administrator_who_is_no_superuser_can_prepare_an_existing_database() -> None:
    with temporary_postgres(prepared=False) as bare:
        with psycopg.connect(bare.admin) as admin:
            admin.execute("CREATE ROLE host_admin LOGIN CREATEDB CREATEROLE PASSWORD 'word'")
        with psycopg.connect(bare.admin, autocommit=True) as admin:
            admin.execute("CREATE DATABASE elsewhere OWNER host_admin")
        # Managed hosts let their administrators add pgvector; the bare server does not.
        with psycopg.connect(make_conninfo(bare.admin, dbname="elsewhere")) as admin:
            admin.execute("CREATE EXTENSION vector")
        hosted = make_conninfo(bare.admin, user="host_admin", password="word")
        init_db(hosted, _PASSWORDS, database="elsewhere")
        init_db(hosted, _PASSWORDS, database="elsewhere")
        app = make_conninfo(
            bare.admin, user="chatsync_app", password=_PASSWORDS.app, dbname="elsewhere"
        )
        assert _rows(app, "SELECT '[1]'::vector::text, chatsync_workspace()") == [("[1]", None)]


def test_an_administrator_without_rights_is_told_what_is_needed(server: DatabaseUrls) -> None:
    with pytest.raises(StartRefused, match="may create roles and databases"):
        init_db(server.app, _PASSWORDS)


def test_the_printed_script_holds_variables_instead_of_passwords() -> None:
    text = script()
    assert ":'owner_password'" in text
    assert ":'app_password'" in text
    assert "SECURITY DEFINER" in text
