"""A closed workspace is deleted for good once its grace period is over; a proof stays.

Every table with rows of workspaces is found from the models, so a later one is emptied without
being named here; those that refer to others come first. A piece is a transaction with its part of
the proof: killed at any moment, the next run goes on.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog
from django.apps import apps
from django.db import DatabaseError, models
from django.template.loader import render_to_string
from django.utils import translation

from chatsync.accounts.deleting import delete_account
from chatsync.accounts.models import Person
from chatsync.accounts.sessions import tell_sockets
from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import TenantModel, every_workspace, scope
from chatsync.privacy.models import Closure
from chatsync.workspaces.actions.seats import lock_seats
from chatsync.workspaces.models import AuditEvent, Member, Workspace
from chatsync.workspaces.queries.team import people_elsewhere

AT_ONCE = 500
SWEPT_FOR = timedelta(days=1)
"""So long after the end what came in at the last moment is looked for."""

_OWNERS = ("workspace_id", "owner_workspace_id")
_LAST = (Workspace, Member, AuditEvent)
"""They go together at the end: members say whose accounts end, the log goes with its workspace."""

Rows = Sequence[Any]
_with_files: dict[str, Callable[[Rows], None]] = {}
_beside: dict[str, Callable[[], Iterable[object]]] = {}
_log = structlog.get_logger()


def deleted_with_files(table: str, delete: Callable[[Rows], None]) -> None:
    """Bind who deletes rows of a table that name files. Called by `config/wiring.py` alone."""
    _with_files[table] = delete


def deleted_beside(table: str, delete: Callable[[], Iterable[object]]) -> None:
    """Bind who deletes, in the open scope, rows that belong to a workspace and do not name it.

    It answers their ids. Called by `config/wiring.py` alone.
    """
    _beside[table] = delete


def delete_closed() -> int:
    """Delete every workspace whose grace period is over; returns how many are gone now."""
    gone = 0
    for workspace_id in every_workspace():
        with scope(workspace_id):
            workspace = Workspace.objects.filter(id=workspace_id).first()
        if workspace is not None and workspace.is_past_grace:
            gone += _survived(workspace_id)
    for swept in Closure.objects.filter(done_at__gt=now() - SWEPT_FOR):
        _empty_all(swept, swept.workspace)
    return gone


def tables_of_workspaces() -> list[type[models.Model]]:
    """Every model with rows of workspaces, those that refer to others first."""
    held = {model for model in apps.get_models() if _owner(model)}
    sorter: TopologicalSorter[type[models.Model]] = TopologicalSorter()
    for model in sorted(held, key=lambda one: one.__name__):
        sorter.add(model)
        for field in model._meta.local_fields:  # noqa: SLF001  Django's own way to ask
            if field.related_model in held and field.related_model is not model:
                sorter.add(field.related_model, model)
    return list(sorter.static_order())


def _survived(workspace_id: UUID) -> bool:
    """Delete one; a fault leaves the rest for the next run."""
    try:
        closure = _begin(workspace_id)
        if closure is None:
            return False
        while _empty_all(closure, workspace_id):
            pass
        return _finish(closure, workspace_id)
    except (DatabaseError, OSError) as error:
        _log.warning("closing_stopped", workspace=str(workspace_id), error=type(error).__name__)
        return False


def _begin(workspace_id: UUID) -> Closure | None:
    """Everybody is out from here on; None where it was taken back in the last moment."""
    with scope(workspace_id):
        workspace = lock_seats()
        if workspace.closed_at is None or not workspace.is_past_grace:
            return None
        Member.objects.filter(active=True).update(active=False)
        tell_sockets()
        closure, _is_new = Closure.objects.get_or_create(
            workspace=workspace_id,
            defaults={"closed_at": workspace.closed_at, "closed_by_id": workspace.closed_by_id},
        )
    return closure


def _empty_all(closure: Closure, workspace_id: UUID) -> int:
    """Empty each table once; returns how many rows there were."""
    gone = 0
    for table, delete in _beside.items():
        with scope(workspace_id):
            ids = [str(one) for one in delete()]
            _note(closure, table, ids)
        gone += len(ids)
    for model in tables_of_workspaces():
        if model not in _LAST:
            gone += _emptied(closure, model, workspace_id)
    return gone


def _emptied(closure: Closure, model: type[models.Model], workspace_id: UUID) -> int:
    total = 0
    while True:
        with scope(workspace_id):
            ids = _piece(model, workspace_id)
            _note(closure, _table(model), ids)
        total += len(ids)
        if len(ids) < AT_ONCE:
            return total


def _piece(model: type[models.Model], workspace_id: UUID) -> list[str]:
    """Delete up to AT_ONCE rows of the open scope, with the files that they name."""
    rows = _rows(model, workspace_id)
    if delete := _with_files.get(_table(model)):
        held = list(rows[:AT_ONCE])
        delete(held)
        return [str(row.pk) for row in held]
    ids = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    # Nothing hangs on these rows any more: Django need not look for it row by row.
    rows.filter(pk__in=ids)._raw_delete(rows.db)  # noqa: SLF001
    return [str(one) for one in ids]


def _finish(closure: Closure, workspace_id: UUID) -> bool:
    """The rest in one transaction: seats, log, workspace, who closed gets the proof."""
    with scope(workspace_id):
        lock_seats()
        seats = dict(Member.objects.values_list("id", "person_id"))
        events = AuditEvent.objects.order_by("seq").values_list("id", flat=True)
        _note(closure, _table(AuditEvent), [str(one) for one in events.iterator()])
        _note(closure, _table(Member), [str(one) for one in seats])
        _note(closure, _table(Workspace), [str(workspace_id)])
        for model in (Member, Workspace):
            rows = _rows(model, workspace_id)
            rows._raw_delete(rows.db)  # noqa: SLF001  as above; the log goes with the workspace
        closure.done_at = now()
        _send_proof(closure)
        closure.closed_by_id = None
        closure.save()
        _delete_accounts(list(seats.values()), workspace_id)
    _log.info("workspace_deleted", workspace=str(workspace_id), rows=sum(closure.counts.values()))
    return True


def _delete_accounts(people: list[UUID], workspace_id: UUID) -> None:
    """Of those who are in no other workspace. Operators stay: they run the installation."""
    elsewhere = people_elsewhere(people, workspace_id)
    kept = Person.objects.filter(id__in=people, is_operator=True).values_list("id", flat=True)
    for person_id in set(people) - elsewhere - set(kept):
        delete_account(person_id)


def _send_proof(closure: Closure) -> None:
    """To whoever closed, if they have an address: counts and the digest, nothing of the content."""
    closer = Person.objects.filter(email__isnull=False)
    person = closer.filter(id=closure.closed_by_id).first() if closure.closed_by_id else None
    if person is None:
        return
    with translation.override(person.language or "en"):
        words = {
            "org": org_id(closure.workspace),
            "counts": sorted(closure.counts.items()),
            "digest": bytes(closure.digest).hex(),
            "at": closure.done_at,
        }
        queue_mail(
            recipient=str(person.email),
            subject=render_to_string("privacy/deleted_subject.txt", words),
            text=render_to_string("privacy/deleted_message.txt", words),
        )


def _note(closure: Closure, table: str, ids: Sequence[str]) -> None:
    """Count them, and let the digest vouch for their ids."""
    if ids:
        closure.counts = {**closure.counts, table: closure.counts.get(table, 0) + len(ids)}
        said = "\n".join([table, *sorted(ids)]).encode()
        closure.digest = sha256(bytes(closure.digest) + said).digest()
        closure.save(update_fields=["counts", "digest"])


def _rows(model: type[models.Model], workspace_id: UUID) -> "models.QuerySet[Any]":
    every: models.QuerySet[Any] = model._default_manager.order_by()  # noqa: SLF001
    return every.filter(**{_owner(model): workspace_id})


def _owner(model: type[models.Model]) -> str:
    """The column that says whose workspace a row is; empty for rows of no workspace."""
    if model is Workspace:
        return "id"
    if issubclass(model, TenantModel):
        return "workspace_id"
    names = {field.name for field in model._meta.local_fields}  # noqa: SLF001  as above
    return next((name for name in _OWNERS if name in names), "")


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001  as above
