"""Reading the channels: apps for the webhook door, numbers, and what an error means."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils.translation import gettext

from chatsync.channels.addresses import callback_url
from chatsync.channels.models import MetaApp, Number, NumberStatus, Parked, Unrouted
from chatsync.channels.schemas import (
    HealthOut,
    MetaAppOut,
    MetaAppPage,
    NumberOptionsOut,
    NumberOut,
    NumberPage,
    ParkedOut,
    ParkedPage,
)
from chatsync.channels.seals import open_secrets, open_verify_token
from chatsync.channels.whatsapp.errors import TABLE, advise
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import every_workspace, scope

_DETAILS_SAY_WHAT_IS_WRONG = frozenset({33, 100, 131008, 131009, 135000, 132000, 132012, 132018})
_log = structlog.get_logger()


@dataclass(frozen=True, repr=False)
class AppSecrets:
    """An active Meta app with what it signs and is verified with. Never logged, never shown."""

    app_id: UUID
    key: str
    secrets: tuple[bytes, ...]
    verify_token: str


def app_secrets() -> tuple[AppSecrets, ...]:
    """All active apps, opened, in one read.

    An app whose secrets no longer open (its key left the ring) is left out and logged: the
    others go on receiving.
    """
    opened = (_opened(app) for app in MetaApp.objects.filter(active=True).order_by("created_at"))
    return tuple(app for app in opened if app is not None)


def _opened(app: MetaApp) -> AppSecrets | None:
    try:
        secrets = open_secrets(app.secrets, app.owner_workspace_id, app.id)
        verify_token = open_verify_token(app.verify_token, app.owner_workspace_id, app.id)
    except CannotOpen:
        _log.error("app_secrets_do_not_open", app=str(app.id))
        return None
    return AppSecrets(app.id, app.key, tuple(s.encode() for s in secrets), verify_token)


def advice_for(code: int | None, title: str, details: str) -> tuple[str, str]:
    """What an agent reads under a failed message: a title and what to do, in their language.

    A code of Meta's table is said in our words, with Meta's details where these name the wrong
    value. An unknown code is shown as Meta put it. Without a code the reason is our own (already
    in our words), or Meta's answer never came.
    """
    if code in TABLE:
        known = TABLE[code]
        advice = gettext(known.advice)
        if details and code in _DETAILS_SAY_WHAT_IS_WRONG:
            advice = f"{advice} ({details})"
        return gettext(known.title), advice
    fallback = advise(code, http_status=503 if code is None else None)
    own_words = gettext if code is None else str
    return (
        own_words(title) if title else gettext(fallback.title),
        own_words(details) if details else gettext(fallback.advice),
    )


def number_page(workspace_id: UUID, after: Place | None, limit: int) -> NumberPage:
    """The workspace's numbers, the newest first; those once connected and let go too."""
    with scope(workspace_id):
        rows = _after(Number.objects.select_related("app"), "created_at", after)
        found: Sequence[Number] = list(rows.order_by("-created_at", "-id")[: one_more(limit)])
    page, cursor = cut(found, limit, lambda number: Place(number.created_at, number.id))
    return NumberPage(items=[_number(number) for number in page], next_cursor=cursor)


def number(workspace_id: UUID, number_id: UUID) -> NumberOut:
    """One number. Raises NotFound."""
    with scope(workspace_id):
        found = number_shapes([number_id])
    if not found:
        raise absent()
    return found[0]


def number_shapes(ids: Iterable[UUID]) -> list[NumberOut]:
    """The named numbers of the open scope."""
    return [_number(row) for row in Number.objects.select_related("app").filter(id__in=list(ids))]


def numbers_connected() -> int:
    """How many numbers of the open scope's workspace are connected: what a plan limits."""
    connected: int = Number.objects.filter(disconnected_at=None).count()
    return connected


def number_options() -> NumberOptionsOut:
    """What a number can be connected with here."""
    offered = MetaApp.objects.filter(owner_workspace_id=None, active=True).exists()
    return NumberOptionsOut(operator_app=offered, callback_url=callback_url())


def meta_apps(workspace_id: UUID) -> MetaAppPage:
    """The workspace's own Meta apps, the newest first; a workspace has a handful at most."""
    rows = MetaApp.objects.filter(owner_workspace_id=workspace_id, active=True)
    with scope(workspace_id):
        used = Counter(Number.objects.filter(disconnected_at=None).values_list("app_id", flat=True))
    items = [_meta_app(row, used[row.id]) for row in rows.order_by("-created_at", "-id")]
    return MetaAppPage(items=items, next_cursor=None)


def meta_app(workspace_id: UUID, app_row: UUID) -> MetaAppOut:
    """One of them. Raises NotFound."""
    for app in meta_apps(workspace_id).items:
        if app.id == app_row:
            return app
    raise absent()


def _meta_app(row: MetaApp, numbers: int) -> MetaAppOut:
    try:
        verify_token = open_verify_token(row.verify_token, row.owner_workspace_id, row.id)
    except CannotOpen:
        verify_token = ""
    return MetaAppOut(
        id=row.id,
        app_id=row.app_id,
        callback_url=callback_url(row.key),
        verify_token=verify_token,
        verified_at=row.verified_at,
        numbers=numbers,
        created_at=row.created_at,
    )


def parked_page(workspace_id: UUID, after: Place | None, limit: int) -> ParkedPage:
    """Updates that could not be read, the newest first; never their raw data."""
    with scope(workspace_id):
        rows = _after(Parked.objects.defer("raw"), "at", after)
        found: Sequence[Parked] = list(rows.order_by("-at", "-id")[: one_more(limit)])
    page, cursor = cut(found, limit, lambda parked: Place(parked.at, parked.id))
    return ParkedPage(
        items=[
            ParkedOut(id=row.id, kind=row.kind, reason=gettext(row.reason), received_at=row.at)
            for row in page
        ],
        next_cursor=cursor,
    )


def parked_everywhere() -> int:
    """How many updates are put aside in this installation, those without a workspace too."""
    count: int = Unrouted.objects.count()
    for workspace_id in every_workspace():
        with scope(workspace_id):
            count += Parked.objects.count()
    return count


def _after(rows: Any, column: str, place: Place | None) -> Any:
    if place is None:
        return rows
    return rows.filter(
        Q(**{f"{column}__lt": place.at}) | Q(**{column: place.at, "id__lt": place.id})
    )


def _number(row: Number) -> NumberOut:
    status = NumberStatus.DISCONNECTED if row.disconnected_at else row.status
    return NumberOut.model_construct(
        id=row.id,
        display_phone_number=row.display_phone_number,
        verified_name=row.verified_name,
        phone_number_id=row.phone_number_id,
        waba_id=row.waba_id,
        status=status,
        callback_url=callback_url(row.app.key),
        verify_token_set=_is_set(row.app),
        app="own" if row.app.owner_workspace_id else "operator",
        connected_at=row.connected_at,
        quality=row.quality or None,
        hold_reason=gettext(row.hold_reason) if row.hold_reason else None,
        health=_health(row),
    )


def _health(row: Number) -> HealthOut | None:
    if row.health is None or row.looked_at is None:
        return None
    return HealthOut(**row.health, looked_at=row.looked_at)


def _is_set(app: MetaApp) -> bool:
    """Whether the app has a verify token; one that no longer opens must be entered again."""
    try:
        return bool(open_verify_token(app.verify_token, app.owner_workspace_id, app.id))
    except CannotOpen:
        return False
