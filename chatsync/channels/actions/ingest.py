"""From claimed deliveries to facts: route, and one transaction per workspace."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connection

from chatsync.channels.actions.claim import Delivery, Item, Turn, read_items
from chatsync.channels.actions.connect import mark_connected
from chatsync.channels.actions.health import look_again
from chatsync.channels.actions.template_news import heed_template_news
from chatsync.channels.events import Fact, UpdatesParsed
from chatsync.channels.models import AccountUpdate, MetaApp, Parked, Unrouted
from chatsync.channels.parked import FOREIGN_APP, NO_NUMBER, NOT_STORED
from chatsync.channels.whatsapp import facts
from chatsync.jobs.events import WrongWiring, emit
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope

_FIELD_OF_ORIGIN = {"live": "messages", "echo": "smb_message_echoes", "history": "history"}
_LARGEST_GROUP = 1000

_log = structlog.get_logger()


@dataclass(frozen=True)
class Home:
    """Where a number's updates belong."""

    workspace_id: UUID
    number_id: UUID
    app_id: UUID
    pending: bool


@dataclass
class Share:
    """What one workspace got in this turn."""

    told: list[tuple[UUID, Fact]] = field(default_factory=list)
    news: list[tuple[UUID, facts.AccountUpdate | facts.ChannelError]] = field(default_factory=list)
    unreadable: list[tuple[UUID | None, facts.Unreadable]] = field(default_factory=list)
    newly_connected: set[UUID] = field(default_factory=set)
    at: datetime = field(default_factory=now)
    """When it came in, for what must be parked."""


Address = tuple[str, str]


def read_turn(turn: Turn) -> int:
    """Store what was claimed and let it go; returns how many deliveries there were.

    They go only when all their workspaces have committed; what is read twice is recognised by
    its ids.
    """
    with turn.held:
        if turn.ids:
            take_in(turn.deliveries, items=turn.items)
            turn.line.connected().execute(
                "DELETE FROM channels_inbounddelivery WHERE id = ANY(%s)", [turn.ids]
            )
    return len(turn.ids)


def take_in(
    deliveries: Sequence[Delivery],
    at: datetime | None = None,
    items: Sequence[tuple[UUID, Item]] | None = None,
) -> None:
    """Store bodies; one that breaks our own code is kept whole, and its neighbours go on.

    What must be parked counts as received `at` (by default now). `items` is what they say, where
    that was read before.
    """
    at = at or now()
    try:
        store(deliveries, at, items)
    except Exception as error:
        if _passes(error):
            raise
        for app_id, body in deliveries if len(deliveries) > 1 else ():
            take_in([(app_id, body)], at)
        if len(deliveries) == 1:
            _keep_whole(*deliveries[0], error, at)


def _passes(error: Exception) -> bool:
    """Whether the same may work in a moment: the database is away, or two got in each other's way.

    A process without its wiring page must not go on at all. PostgreSQL's class 54 (a limit is
    exceeded) comes under the same name as an absent database, but comes from content.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return isinstance(error, WrongWiring)
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return not state.startswith("54")


def _keep_whole(app_id: UUID, body: bytes, error: Exception, at: datetime) -> None:
    _log.exception("delivery_parked", error=type(error).__name__)
    Unrouted.objects.create(
        app_id=app_id,
        kind="delivery",
        field="messages",
        reason=f"{NOT_STORED}{type(error).__name__}.",
        raw=body,
        at=at,
    )


def store(
    deliveries: Sequence[Delivery],
    at: datetime | None = None,
    items: Sequence[tuple[UUID, Item]] | None = None,
) -> None:
    """Bring bodies, each with the app that signed it, into their workspaces; see `take_in`."""
    at = at or now()
    items = read_items(deliveries) if items is None else items
    homes = _homes_of(item for _, item in items)
    owners = _owners({app_id for app_id, item in items if _names_nobody(item)})
    shares: dict[UUID, Share] = defaultdict(lambda: Share(at=at))
    homeless: list[tuple[UUID, Item, str]] = []
    for app_id, item in items:
        found = homes.get(_address(item), [])
        signed = [home for home in found if home.app_id == app_id]
        for home in signed:
            _add(shares[home.workspace_id], home, item)
        if isinstance(item, facts.Unreadable) and _names_nobody(item) and app_id in owners:
            shares[owners[app_id]].unreadable.append((None, item))
        elif not signed:
            homeless.append((app_id, item, FOREIGN_APP if found else NO_NUMBER))
    for workspace_id, share in shares.items():
        _store_share(workspace_id, share)
    _store_homeless(homeless, at)


def _address(item: Item) -> Address:
    """By what an update finds home: its number, or its account where it is about no number."""
    if item.phone_number_id:
        return "number", item.phone_number_id
    return "account", item.waba_id or ""


def _names_nobody(item: Item) -> bool:
    """Whether only the signature tells whose the piece is."""
    return not item.phone_number_id and not item.waba_id


def _add(share: Share, home: Home, item: Item) -> None:
    if home.pending:
        share.newly_connected.add(home.number_id)
    if isinstance(item, facts.Unreadable):
        share.unreadable.append((home.number_id, item))
    elif isinstance(item, facts.AccountUpdate | facts.ChannelError):
        share.news.append((home.number_id, item))
    else:
        share.told.append((home.number_id, item))


def _store_share(workspace_id: UUID, share: Share) -> None:
    for start in range(0, len(share.told), _LARGEST_GROUP):
        _store_facts(workspace_id, share.told[start : start + _LARGEST_GROUP], share.at)
    if not (share.news or share.unreadable or share.newly_connected):
        return
    with scope(workspace_id):
        _keep_news(share.news)
        look_again([number_id for number_id, _ in share.news])
        park([(number, item, item.reason) for number, item in share.unreadable], share.at)
        for number_id in share.newly_connected:
            mark_connected(number_id)
        heed_template_news(news for _, news in share.news)


def _store_facts(workspace_id: UUID, group: Sequence[tuple[UUID, Fact]], at: datetime) -> None:
    """Store a group at once; if one of it is poison, halve until it stands alone, and park it."""
    try:
        with scope(workspace_id):
            emit(UpdatesParsed(workspace_id=workspace_id, facts=tuple(group)))
    except Exception as error:
        if _passes(error):
            raise
        if len(group) > 1:
            half = len(group) // 2
            _store_facts(workspace_id, group[:half], at)
            _store_facts(workspace_id, group[half:], at)
            return
        number_id, fact = group[0]
        _log.exception("update_parked", workspace=str(workspace_id), kind=type(fact).__name__)
        reason = f"{NOT_STORED}{type(error).__name__}."
        with scope(workspace_id):
            park([(number_id, fact, reason)], at)


def _kind(item: Item) -> str:
    return getattr(item, "kind", None) or getattr(item, "field", None) or type(item).__name__


def park(rows: Iterable[tuple[UUID | None, Item, str]], at: datetime) -> None:
    """Keep what could not be read, with the reason, for the workspace to see."""
    Parked.objects.bulk_create(
        Parked(
            number_id=number_id,
            kind=_kind(item)[:80],
            field=_field(item),
            reason=reason[:300],
            raw=item.raw,
            at=at,
        )
        for number_id, item, reason in rows
    )


def _field(item: Item) -> str:
    """The webhook field under which the piece would come again (reconcile wraps it so)."""
    if isinstance(item, facts.AccountUpdate):
        return item.field[:80]
    if isinstance(item, facts.InboundMessage):
        return _FIELD_OF_ORIGIN[item.origin]
    return "messages"


def _keep_news(
    news: Iterable[tuple[UUID, facts.AccountUpdate | facts.ChannelError]],
) -> None:
    AccountUpdate.objects.bulk_create(
        (
            AccountUpdate(
                number_id=number_id,
                field=getattr(item, "field", "errors")[:80],
                digest=sha256(item.raw + str(item.at).encode()).digest(),
                raw=item.raw,
            )
            for number_id, item in news
        ),
        ignore_conflicts=True,
    )


def _store_homeless(homeless: Sequence[tuple[UUID, Item, str]], at: datetime) -> None:
    if homeless:
        Unrouted.objects.bulk_create(
            Unrouted(
                id=uuid7(),
                app_id=app_id,
                phone_number_id=(item.phone_number_id or "")[:64],
                waba_id=(item.waba_id or "")[:64],
                kind=_kind(item)[:80],
                field=_field(item),
                reason=item.reason[:300] if isinstance(item, facts.Unreadable) else reason,
                raw=item.raw,
                at=at,
            )
            for app_id, item, reason in homeless
        )
        _log.info("updates_unrouted", count=len(homeless))


def _homes_of(items: Iterable[Item]) -> dict[Address, list[Home]]:
    """An account may have numbers in several workspaces: each hears its news."""
    addresses = {_address(item) for item in items}
    homes: dict[Address, list[Home]] = defaultdict(list)
    with connection.cursor() as cursor:
        if numbers := [name for kind, name in addresses if kind == "number"]:
            cursor.execute(
                "SELECT phone_number_id, workspace_id, number_id, app_id, pending "
                "FROM chatsync_numbers(%s)",
                [numbers],
            )
            for name, *home in cursor.fetchall():
                homes["number", name].append(Home(*home))
        if accounts := [name for kind, name in addresses if kind == "account" and name]:
            cursor.execute(
                "SELECT DISTINCT ON (waba_id, workspace_id, app_id) waba_id, workspace_id, "
                "number_id, app_id, false FROM chatsync_accounts(%s)",
                [accounts],
            )
            for name, *home in cursor.fetchall():
                homes["account", name].append(Home(*home))
    return homes


def _owners(app_ids: set[UUID]) -> dict[UUID, UUID]:
    """The workspaces that brought these apps themselves."""
    if not app_ids:
        return {}
    apps = MetaApp.objects.filter(id__in=app_ids)
    return {app.id: app.owner_workspace_id for app in apps if app.owner_workspace_id}
