"""A scope sees one workspace, for as long as it is open."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction

from chatsync.contacts.models import Contact
from chatsync.kit.tenancy import OutsideScope, current_workspace, scope
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def shops() -> tuple[UUID, UUID]:
    ids = a_workspace("First")[0].id, a_workspace("Second")[0].id
    for workspace_id in ids:
        with scope(workspace_id):
            Contact.objects.create(profile_name=str(workspace_id))
    return ids


def seen() -> int:
    """Rows that the database shows, whatever Python thinks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM contacts_contact")
        return int(cursor.fetchone()[0])


def test_a_scope_sees_its_own_rows_and_nothing_is_seen_outside(shops: tuple[UUID, UUID]) -> None:
    for workspace_id in shops:
        with scope(workspace_id):
            assert (seen(), Contact.objects.get().workspace_id) == (1, workspace_id)
    assert seen() == 0


def test_a_scope_inside_the_same_one_joins_it(shops: tuple[UUID, UUID]) -> None:
    with scope(shops[0]):
        with scope(shops[0]):
            Contact.objects.create()
        assert (seen(), current_workspace()) == (2, shops[0])


def test_a_failed_inner_scope_takes_only_its_own_writes_back(shops: tuple[UUID, UUID]) -> None:
    def write_and_fail() -> None:
        with scope(shops[0]):
            Contact.objects.create()
            raise ZeroDivisionError

    with scope(shops[0]):
        with pytest.raises(ZeroDivisionError):
            write_and_fail()
        assert seen() == 1


def test_another_workspace_inside_a_scope_is_refused(shops: tuple[UUID, UUID]) -> None:
    with scope(shops[0]):
        with pytest.raises(OutsideScope), scope(shops[1]):
            pass
        assert Contact.objects.get().workspace_id == shops[0]


@pytest.mark.parametrize("deed", [current_workspace, Contact.objects.count, Contact.objects.create])
def test_outside_a_scope_tenants_rows_are_out_of_reach(deed: Callable[[], object]) -> None:
    with pytest.raises(OutsideScope):
        deed()


def test_a_scope_that_failed_is_closed(shops: tuple[UUID, UUID]) -> None:
    with pytest.raises(ZeroDivisionError), scope(shops[0]):
        raise ZeroDivisionError
    with pytest.raises(OutsideScope):
        current_workspace()
    assert seen() == 0


def test_a_scope_inside_a_transaction_leaves_nothing_open_behind_it(
    shops: tuple[UUID, UUID],
) -> None:
    with transaction.atomic():
        with scope(shops[0]):
            assert seen() == 1
        assert seen() == 0
        with scope(shops[1]):
            assert Contact.objects.get().workspace_id == shops[1]


def test_a_scope_does_not_open_where_an_event_loop_runs() -> None:
    async def inside() -> None:
        with scope(uuid4()):
            pass

    with pytest.raises(OutsideScope, match="event loop"):
        asyncio.run(inside())


def test_threads_do_not_share_a_scope(shops: tuple[UUID, UUID]) -> None:
    def look(workspace_id: UUID) -> UUID:
        try:
            with scope(workspace_id):
                found: Contact = Contact.objects.get()
                return found.workspace_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, shops * 20)) == list(shops * 20)


def test_no_row_is_written_into_another_workspace(shops: tuple[UUID, UUID]) -> None:
    with pytest.raises(Exception, match="row-level security"), scope(shops[0]):
        Contact.objects.create(workspace_id=shops[1])
