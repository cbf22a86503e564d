"""Every table is a tenant's, forced under row-level security, or global for a stated reason."""

import pytest
from django.apps import apps
from django.db import models

from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.kit.tenancy import TenantModel
from tests.architecture.tables import (
    GLOBAL,
    KEY_COLUMN,
    SEARCHED,
    UNIQUE_ACROSS_TENANTS,
)
from tests.support.database import rows
from tests.support.lessons import demand_none

_TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, array_agg(a.attname::text),
       coalesce(array_agg(a.attname::text) FILTER (WHERE a.attnotnull), '{}')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f')
GROUP BY c.oid ORDER BY 1
"""
_POLICIES = """
SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check
FROM pg_policies WHERE schemaname = 'public'
"""
_INDEXES = """
SELECT t.relname, i.relname, x.indisunique, x.indisprimary, x.indpred IS NULL,
       pg_get_indexdef(x.indexrelid, 1, true)
FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE t.relnamespace = 'public'::regnamespace
"""
_FOREIGN_KEYS = """
SELECT k.conrelid::regclass::text, k.confrelid::regclass::text, k.conname,
       (SELECT array_agg(a.attname::text ORDER BY n.place)
        FROM unnest(k.conkey) WITH ORDINALITY AS n (number, place)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.number)
FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
"""


@pytest.fixture(scope="module")
def tables(database_urls: DatabaseUrls) -> dict[str, tuple[bool, bool, set[str], set[str]]]:
    """Every table: is it protected, is it forced, its columns, those that are never null."""
    found = rows(database_urls, _TABLES)
    return {name: (on, forced, set(all_), set(full)) for name, on, forced, all_, full in found}


@pytest.fixture(scope="module")
def tenants(tables: dict[str, object]) -> set[str]:
    return set(tables) - set(GLOBAL)


def _key(table: str) -> str:
    return KEY_COLUMN.get(table, "workspace_id")


def test_every_table_is_protected_or_global_for_a_reason(
    tables: dict[str, tuple[bool, bool, set[str], set[str]]], tenants: set[str]
) -> None:
    assert len(tenants) >= 17, "the migrated database lacks tables: this test saw too little"
    demand_none(
        (name for name in tenants if not (tables[name][0] and tables[name][1])),
        "A table holds rows of workspaces without forced row-level security. Add tenant_table() "
        "of chatsync/kit/rls.py to its migration, or list it as GLOBAL in tests/architecture/"
        "tables.py with the reason.",
    )


def test_the_list_of_global_tables_is_true(
    tables: dict[str, tuple[bool, bool, set[str], set[str]]],
) -> None:
    gone = [f"{name} is listed and does not exist" for name in GLOBAL if name not in tables]
    more = [
        f"{name} holds {sorted(tables[name][2] ^ listed.columns)} beyond or short of its list"
        for name, listed in GLOBAL.items()
        if name in tables and listed.columns is not None and tables[name][2] != listed.columns
    ]
    demand_none(
        gone + more,
        "GLOBAL in tests/architecture/tables.py is not what the database holds. A queue holds ids, "
        "priority and due time only: content belongs into a tenant's table.",
    )


def test_a_tenant_table_has_one_policy_for_reading_and_writing(
    database_urls: DatabaseUrls, tenants: set[str]
) -> None:
    policies = rows(database_urls, _POLICIES)
    faults = [
        f"{policy[0]}: {policy[1]} {policy[4]} to {policy[3]} using {policy[5]} check {policy[6]}"
        for policy in policies
        if policy[1:] not in _allowed(policy[0])
    ]
    for name in tenants:
        named = sorted(policy[1] for policy in policies if policy[0] == name)
        if named != (["search", "tenant"] if name in SEARCHED else ["tenant"]):
            faults.append(f"{name} has the policies {named}")
    demand_none(
        faults,
        "A tenant's table needs exactly one policy for ALL, USING and WITH CHECK on the workspace, "
        "and the policy `search` only where SEARCHED in tests/architecture/tables.py lists it.",
    )


def _allowed(table: str) -> list[tuple[object, ...]]:
    ours = f"({_key(table)} = chatsync_workspace())"
    tenant = ("tenant", "PERMISSIVE", ["public"], "ALL", ours, ours)
    search = ("search", "PERMISSIVE", ["chatsync_search"], "SELECT", "true", None)
    return [tenant, search] if table in SEARCHED else [tenant]


def test_the_workspace_of_a_row_is_never_null_and_leads_an_index(
    database_urls: DatabaseUrls,
    tables: dict[str, tuple[bool, bool, set[str], set[str]]],
    tenants: set[str],
) -> None:
    led = {
        table
        for table, _index, _unique, _primary, whole, first in rows(database_urls, _INDEXES)
        if whole and first == _key(table)
    }
    demand_none(
        [
            f"{name}.{_key(name)} may be null"
            for name in tenants
            if _key(name) not in tables[name][3]
        ]
        + [f"{name} has no whole index led by {_key(name)}" for name in tenants - led],
        "Row-level security compares the workspace of each row: the column must be NOT NULL and "
        "lead an index, or every list reads every tenant's rows.",
    )


def test_a_unique_value_of_one_tenant_says_nothing_to_another(
    database_urls: DatabaseUrls, tenants: set[str]
) -> None:
    found = rows(database_urls, _INDEXES)
    names = {index for _table, index, *_rest in found}
    demand_none(
        [
            f"{index} on {table} begins with {first}"
            for table, index, unique, primary, _whole, first in found
            if table in tenants and unique and not primary
            if first != _key(table) and index not in UNIQUE_ACROSS_TENANTS
        ]
        + [f"{index} is listed and gone" for index in UNIQUE_ACROSS_TENANTS if index not in names],
        "A unique index ignores row-level security, so a duplicate tells that a value exists in "
        "another workspace: put workspace_id first.",
    )


def test_tenants_tables_are_joined_by_workspace_and_id(
    database_urls: DatabaseUrls, tenants: set[str]
) -> None:
    demand_none(
        (
            f"{child} ({', '.join(columns)}) -> {parent}: {name}"
            for child, parent, name, columns in rows(database_urls, _FOREIGN_KEYS)
            if parent in tenants and (child not in tenants or columns[0] != _key(child))
        ),
        "A plain foreign key accepts another tenant's row, since its check ignores row-level "
        "security: declare it as a parent in tenant_table(), over (workspace_id, id).",
    )


def test_every_reference_of_a_model_is_kept_by_the_database(
    database_urls: DatabaseUrls,
) -> None:
    kept = {(child, columns[-1]) for child, _, _, columns in rows(database_urls, _FOREIGN_KEYS)}
    references = [
        field
        for model in apps.get_models()
        if issubclass(model, TenantModel)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    ]
    assert references
    demand_none(
        (
            f"{field.model._meta.db_table}.{field.column}"
            for field in references
            if (field.model._meta.db_table, field.column) not in kept
        ),
        "db_constraint=False leaves the reference unchecked: name it in `parents` of "
        "tenant_table() in the migration.",
    )
