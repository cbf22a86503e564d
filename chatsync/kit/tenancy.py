"""The tenant's scope: which workspace's rows this transaction may see.

The database enforces it (row-level security on every tenant table, forced); this module is the
only place that names the workspace to the database.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

_current: ContextVar[UUID | None] = ContextVar("workspace", default=None)

_Model_co = TypeVar("_Model_co", bound=models.Model, covariant=True)


class OutsideScope(RuntimeError):  # noqa: N818  it reads as what it is
    """A tenant's rows were asked for while no workspace was named, or another one was."""


@contextmanager
def scope(workspace_id: UUID) -> Iterator[UUID]:
    """Open one transaction that sees exactly this workspace.

    Synchronous by design: entered piecewise in coroutines a scope leaks one tenant into another,
    so it refuses to open where an event loop runs. Nesting the same workspace joins the outer
    transaction; nesting another raises.
    """
    _refuse_event_loop()
    outer = _current.get()
    if outer is not None:
        if outer != workspace_id:
            raise OutsideScope(f"workspace {workspace_id} asked for inside {outer}")
        with transaction.atomic():
            yield workspace_id
        return
    token = _current.set(workspace_id)
    inside_another = connection.in_atomic_block
    try:
        with transaction.atomic():
            _name(str(workspace_id))
            yield workspace_id
            if inside_another:
                _name("")
    finally:
        _current.reset(token)


def every_workspace() -> list[UUID]:
    """The ids of all workspaces, oldest first; for what the installation does by the clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT workspace_id FROM chatsync_workspaces()")
        return [row[0] for row in cursor.fetchall()]


def current_workspace() -> UUID:
    """The workspace of the open scope; raises outside of one."""
    workspace_id = _current.get()
    if workspace_id is None:
        raise OutsideScope("no workspace is named: open a scope first")
    return workspace_id


def _name(workspace: str) -> None:
    """Name the workspace to the database until the transaction ends; "" names none."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('chatsync.workspace', %s, true)", [workspace])


def _refuse_event_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise OutsideScope("a scope cannot open where an event loop runs: call one sync function")


class TenantManager(models.Manager[_Model_co]):
    """Reads and writes only inside a scope, and repeats its filter beside the database's own."""

    def get_queryset(self) -> models.QuerySet[_Model_co]:
        return super().get_queryset().filter(workspace_id=current_workspace())


class TenantModel(models.Model):
    """A row that belongs to one workspace."""

    workspace_id = models.UUIDField(default=current_workspace, editable=False)

    objects: models.Manager[Any] = TenantManager()

    class Meta:
        abstract = True
