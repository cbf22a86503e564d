"""What the roles of the database may do, and what looks past row-level security."""

import re

import pytest
from django.db import connection

from chatsync.config.supervisor.postgres import DatabaseUrls
from tests.architecture.tables import DEFINER_RESULTS
from tests.support.database import rows
from tests.support.lessons import demand_none

_FUNCTIONS = """
SELECT p.proname, pg_get_userbyid(p.proowner), p.proconfig, pg_get_function_result(p.oid),
       p.prosrc
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""
_GRANTS = """
SELECT c.relname, r.rolname, a.privilege_type
FROM pg_class c, aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND (r.rolname IS NULL OR r.rolname <> pg_get_userbyid(c.relowner))
"""


def test_tests_run_as_the_role_that_serves(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("chatsync_app", "chatsync_app"), (
            "The suite must connect as chatsync_app: as owner or superuser no policy is exercised."
        )


def test_no_role_of_ours_looks_past_row_level_security(database_urls: DatabaseUrls) -> None:
    found = rows(
        database_urls,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication, "
        "rolcanlogin = (rolname <> 'chatsync_search') FROM pg_roles WHERE rolname LIKE 'chatsync%'",
    )
    assert sorted(found) == [
        ("chatsync_app", False, False, False, False, True),
        ("chatsync_owner", False, False, False, False, True),
        ("chatsync_search", False, False, False, False, True),
    ]


def test_the_serving_role_owns_nothing_and_is_a_member_of_nothing(
    database_urls: DatabaseUrls,
) -> None:
    owned = rows(
        database_urls,
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'chatsync_app'",
    )
    joined = rows(
        database_urls,
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'chatsync_app'::regrole",
    )
    demand_none(owned + joined, "An owner may drop its policies: chatsync_app owns nothing.")


def test_grants_are_what_rows_need_and_no_more(database_urls: DatabaseUrls) -> None:
    allowed = {
        "chatsync_app": {"SELECT", "INSERT", "UPDATE", "DELETE"},
        "chatsync_search": {"SELECT"},
    }
    granted = rows(database_urls, _GRANTS)
    assert len(granted) > 60, "this test saw too few grants"
    demand_none(
        (
            f"{privilege} on {table} to {role or 'PUBLIC'}"
            for table, role, privilege in granted
            if privilege not in allowed.get(role, ())
        ),
        "TRUNCATE and REFERENCES ignore row-level security and TRIGGER runs code as somebody else: "
        "grant SELECT, INSERT, UPDATE, DELETE to chatsync_app and SELECT to chatsync_search.",
    )


def test_definer_functions_answer_ids_only(database_urls: DatabaseUrls) -> None:
    found = {row[0]: row for row in rows(database_urls, _FUNCTIONS)}
    assert set(found) == set(DEFINER_RESULTS), (
        "A SECURITY DEFINER function reads every workspace: list it with its result columns in "
        "tests/architecture/tables.py, or write a plain query."
    )
    for name, owner, settings, result, _source in found.values():
        assert owner == "chatsync_search", f"{name} must be owned by chatsync_search"
        assert settings == ["search_path=public, pg_temp"], f"{name} must fix its search_path"
        columns = set(re.findall(r"(\w+) (?:uuid|text|boolean|timestamp)", result))
        assert columns == DEFINER_RESULTS[name], f"{name} answers more than it is listed for"


@pytest.mark.parametrize("name", ["chatsync_found_messages", "chatsync_found_contacts"])
def test_full_text_takes_the_workspace_from_the_scope(
    database_urls: DatabaseUrls, name: str
) -> None:
    source = {row[0]: row[4] for row in rows(database_urls, _FUNCTIONS)}[name]
    branches = source.count("JOIN contacts_identity") + source.count("FROM contacts_contact")
    branches += source.count("FROM inbox_message") + source.count("FROM inbox_conversation")
    assert branches
    assert len(re.findall(r"\bhere\b[^,;]*:=|INTO here", source)) == 1
    assert "here uuid := chatsync_workspace();" in source
    assert source.count("workspace_id = here") >= branches, (
        f"Every table that {name} reads must be narrowed by chatsync_workspace(): the function "
        "looks past row-level security."
    )


def test_nobody_else_may_call_the_definer_functions(database_urls: DatabaseUrls) -> None:
    open_to_all = rows(
        database_urls,
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace "
        "AND p.prosecdef AND has_function_privilege('public', p.oid, 'EXECUTE')",
    )
    demand_none(open_to_all, "Definer functions are executed by chatsync_app and the owner alone.")


def test_no_view_shows_every_tenant(database_urls: DatabaseUrls) -> None:
    views = rows(
        database_urls,
        "SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND (relkind = 'm' OR relkind = 'v' "
        "AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))",
    )
    demand_none(
        views,
        "A view runs with its owner's rights and a materialized view keeps every tenant's rows: "
        "use a plain query, or a view WITH (security_invoker = true).",
    )
