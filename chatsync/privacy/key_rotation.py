"""Key rotation: every sealed value is sealed anew with the first key of the ring.

The columns are found from the models (`kit/sealed.py`), so a later one is turned without being
named here. A piece is a transaction: killed or run twice, what is done stays done.
"""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction

from chatsync.accounts.factors import sealed_anew, sealed_in_factor
from chatsync.kit.crypto import CannotOpen, KeyRing, key_name
from chatsync.kit.sealed import SealedField, sealed_columns
from chatsync.kit.tenancy import TenantModel, every_workspace, scope

AT_ONCE = 200
FACTORS = "mfa_authenticator.data"
Kind = str
"""A sealed column, named as table.column."""


@dataclass
class Turned:
    """What became of one kind: `lost` were sealed with a key that is gone, and stay as they are."""

    anew: int = 0
    lost: int = 0


def rotate_keys() -> dict[Kind, Turned]:
    """Seal everything anew that an older key sealed, while the product runs."""
    ring = KeyRing.parse(settings.ENCRYPTION_KEYS)
    turned = {FACTORS: Turned()}
    for field in sealed_columns():
        kind = turned.setdefault(_kind(field), Turned())
        for workspace_id in _whose(field.model):
            _turn_all(field, workspace_id, ring, kind)
    _turn_factors(turned[FACTORS])
    return turned


def keys_in_use() -> dict[str, Counter[Kind]]:
    """How many values of each kind each key sealed; a key of no known form is named ""."""
    used: dict[str, Counter[Kind]] = {}
    for field in sealed_columns():
        for workspace_id in _whose(field.model):
            with _open(workspace_id):
                values = _rows(field).values_list(field.name, flat=True)
                for sealed in values.iterator():
                    used.setdefault(key_name(sealed), Counter())[_kind(field)] += 1
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        for sealed in sealed_in_factor(data):
            used.setdefault(key_name(sealed), Counter())[FACTORS] += 1
    return used


def key_notes() -> list[str]:
    """What an operator should know of their keys; nothing where one key does everything."""
    names, used = KeyRing.parse(settings.ENCRYPTION_KEYS).names, keys_in_use()
    told = [
        f"Key {name} still seals {used[name].total()} values. `chatsync rotate-keys` seals them "
        f"with {names[0]}."
        if name in used
        else f"Key {name} seals nothing any more. Keep it while you keep backups of its time; here "
        "it can be taken out of CHATSYNC_ENCRYPTION_KEYS."
        for name in names[1:]
    ]
    told += [
        f"Key {name or 'unknown'} sealed {kinds.total()} values and is not in "
        "CHATSYNC_ENCRYPTION_KEYS: put it back, behind the first."
        for name, kinds in used.items()
        if name not in names
    ]
    return told


def _turn_all(field: SealedField, workspace_id: UUID | None, ring: KeyRing, kind: Turned) -> None:
    """Piece by piece, in the order of the ids: what is made meanwhile has the first key."""
    last: Any = UUID(int=0)
    while True:
        with _open(workspace_id):
            rows = _rows(field).select_for_update(no_key=True).filter(pk__gt=last).order_by("pk")
            piece = list(rows.only("pk", field.owner, field.name)[:AT_ONCE])
            for row in piece:
                _turn(field, row, ring, kind)
        if len(piece) < AT_ONCE:
            return
        last = piece[-1].pk


def _turn(field: SealedField, row: models.Model, ring: KeyRing, kind: Turned) -> None:
    sealed = bytes(getattr(row, field.name))
    if ring.is_current(sealed):
        return
    try:
        anew = ring.seal_anew(sealed, field.place_of(row))
    except CannotOpen:
        kind.lost += 1
        return
    _rows(field).filter(pk=row.pk).update(**{field.name: anew})
    kind.anew += 1


def _turn_factors(kind: Turned) -> None:
    last = 0
    while True:
        with transaction.atomic():
            factors = Authenticator.objects.select_for_update(no_key=True).filter(pk__gt=last)
            piece = list(factors.order_by("pk")[:AT_ONCE])
            for factor in piece:
                _turn_factor(factor, kind)
        if len(piece) < AT_ONCE:
            return
        last = piece[-1].pk


def _turn_factor(factor: Authenticator, kind: Turned) -> None:
    try:
        anew = sealed_anew(factor.data)
    except CannotOpen:
        kind.lost += 1
        return
    if anew != factor.data:
        Authenticator.objects.filter(pk=factor.pk).update(data=anew)
        kind.anew += 1


def _rows(field: SealedField) -> "models.QuerySet[Any]":
    """Rows of the open scope, or of the installation, in which something is sealed."""
    rows: models.QuerySet[Any] = field.model._default_manager.exclude(  # noqa: SLF001  Django's own way to ask
        **{field.name: None}
    )
    return rows.exclude(**{field.name: b""})


def _whose(model: type[models.Model]) -> list[UUID] | list[None]:
    return every_workspace() if issubclass(model, TenantModel) else [None]


def _open(workspace_id: UUID | None) -> AbstractContextManager[object]:
    return scope(workspace_id) if workspace_id else transaction.atomic()


def _kind(field: SealedField) -> Kind:
    return f"{field.table}.{field.name}"
