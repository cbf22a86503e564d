"""Giving conversations out in turn: to whoever is present and was given one longest ago.

All of it runs as the only writer to many conversations (`hold_many`), so no two turns are counted
at once. Rows of attendance are locked in the order of their members, while numbers of pushes may be
held already: nobody else takes both.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.inbox.actions.hold import hold_many
from chatsync.inbox.actions.place import Woken
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import ConversationStatus, GivenWhy, HistoryKind, HistoryLine
from chatsync.inbox.queries.attendance import PRESENT_FOR, InTurn, in_turn_now
from chatsync.kit.clock import now
from chatsync.kit.tenancy import current_workspace, scope

_AT_ONCE = 200
_NEVER = datetime.min.replace(tzinfo=UTC)

_SEEKING = """
  SELECT c.id, c.assignee_id, h.kind, h.member_id FROM inbox_conversation c
  LEFT JOIN LATERAL (
    SELECT l.kind, l.member_id FROM inbox_historyline l
    WHERE l.workspace_id = c.workspace_id AND l.conversation_id = c.id
      AND l.kind IN ('taken', 'assigned', 'given_back')
    ORDER BY l.at DESC, l.id DESC LIMIT 1) AS h ON true
  WHERE c.workspace_id = %s AND c.status = 'open' AND c.waiting_since IS NOT NULL
"""
_UNHELD = "AND c.assignee_id IS NULL"
_MISSED = """
  AND (c.assignee_id IS NULL OR c.waiting_since <= %s AND NOT EXISTS (
    SELECT FROM inbox_attendance a WHERE a.workspace_id = c.workspace_id
      AND a.member_id = c.assignee_id AND NOT a.is_away AND a.seen_at > %s))
"""
"""Also those whose customer waits for a holder who has not been there for long."""
_ORDER = "ORDER BY c.waiting_since, c.id"
_PRESENT = """
  SELECT a.member_id, a.given_at,
    CASE WHEN %s THEN (SELECT count(*) FROM inbox_conversation c
      WHERE c.workspace_id = a.workspace_id AND c.assignee_id = a.member_id AND c.status = 'open')
    ELSE 0 END
  FROM inbox_attendance a
  JOIN workspaces_member m ON m.workspace_id = a.workspace_id AND m.id = a.member_id
    AND m.active AND m.role = ANY (%s)
  JOIN accounts_person p ON p.id = m.person_id AND p.is_active
  WHERE a.workspace_id = %s AND NOT a.is_away AND a.seen_at >= %s
  ORDER BY a.member_id
"""
_LOCKED = "FOR NO KEY UPDATE OF a"


@dataclass
class _Colleague:
    """Somebody who is present, with what they hold."""

    member_id: UUID
    given_at: datetime | None
    open: int

    @property
    def turn(self) -> tuple[datetime, UUID]:
        return self.given_at or _NEVER, self.member_id


@dataclass(frozen=True)
class _Seeking:
    """A conversation that seeks hands. `before`: who had it last; `not_to`: who gave it back.
    `loose`: where nobody is there, it leaves the hands that hold it."""

    id: UUID
    holder: UUID | None
    before: UUID | None
    not_to: UUID | None
    loose: bool


@dataclass(frozen=True)
class _Given:
    """`former`: whoever had it, where they are why somebody else is given it."""

    id: UUID
    member_id: UUID | None
    why: GivenWhy
    former: UUID | None = None


def give_out_heard(heard: Collection[UUID], woken: Sequence[Woken]) -> dict[UUID, UUID | None]:
    """Find hands for what customers just wrote in, in the transaction that stores it.

    What nobody holds, and what was resolved and is held by somebody who is not there: back to
    whoever had it, where they are present and have room, else in turn, else it lies unassigned.
    Costs one look-up where conversations are given out by hand. The caller holds the rows, and is
    the only one who writes to many. Returns who held what has another holder now, for the pushes.
    """
    former = {one.conversation_id: one.before for one in woken if one.before != one.holder}
    rules = in_turn_now() if heard else None
    if rules is None:
        return former
    reopened = {
        one.conversation_id: one.before
        for one in woken
        if one.status == ConversationStatus.RESOLVED and one.before
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_SEEKING} AND c.id = ANY (%s) AND (c.assignee_id IS NULL OR c.id = ANY (%s)) "
            f"{_ORDER}",
            [current_workspace(), list(heard), list(reopened)],
        )
        seeking = [_seeking(row, reopened) for row in cursor.fetchall()]
    return {**_deal(rules, seeking), **former}


def give_out(workspace_id: UUID) -> int:
    """Give out what waits unassigned in a workspace; returns how many. Safe to repeat.

    Whoever came in, came back, resolved something or gave something back is noticed so. What waits
    for a holder who is missing is passed on, where the rules say so; where nobody is there to take
    it, it stays.
    """
    with scope(workspace_id):
        if not _somebody_has_room():
            return 0
        hold_many()
        rules = in_turn_now()
        if rules is None:
            return 0
        with connection.cursor() as cursor:
            which, moments = _which(rules)
            # One that somebody takes by hand, or that is just receiving, is passed over: the
            # next look comes in a second.
            cursor.execute(
                f"{_SEEKING} {which} {_ORDER} LIMIT %s FOR NO KEY UPDATE OF c SKIP LOCKED",
                [workspace_id, *moments, _AT_ONCE],
            )
            seeking = [_seeking(row, {}) for row in cursor.fetchall()]
        former = _deal(rules, seeking)
        tell(conversations=former, former=former)
    return len(former)


def _which(rules: InTurn) -> tuple[str, list[datetime]]:
    """Which of those that wait are given out, as SQL with its values."""
    if rules.pass_on_after is None:
        return _UNHELD, []
    return _MISSED, [now() - PRESENT_FOR - rules.pass_on_after] * 2


def _somebody_has_room() -> bool:
    """A look without locks: on a busy day all are full, and nobody's messages shall wait for us."""
    rules = in_turn_now()
    return rules is not None and any(
        rules.has_room(one.open) for one in _present(rules, locked=False)
    )


def _seeking(row: Sequence[Any], reopened: Mapping[UUID, UUID | None]) -> _Seeking:
    conversation_id, holder, kind, member_id = row
    loose = conversation_id in reopened
    if kind == HistoryKind.GIVEN_BACK:
        return _Seeking(conversation_id, holder, None, member_id, loose)
    before = reopened.get(conversation_id, member_id)
    return _Seeking(conversation_id, holder, before, None, loose)


def _deal(rules: InTurn, seeking: Sequence[_Seeking]) -> dict[UUID, UUID | None]:
    """Choose and write; returns who held what has another holder now."""
    if not seeking:
        return {}
    present = {one.member_id: one for one in _present(rules, locked=True)}
    given = list(_choices(rules, present, seeking))
    held = {one.id: one.holder for one in seeking}
    moved = [one for one in given if held[one.id] != one.member_id]
    _write(moved)
    _note_turns(one.member_id for one in given if one.member_id and one.why != GivenWhy.BEFORE)
    return {one.id: held[one.id] for one in moved}


def _present(rules: InTurn, *, locked: bool) -> list[_Colleague]:
    """Those whose turn may come. Locked, whoever goes away now comes after this."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_PRESENT} {_LOCKED}" if locked else _PRESENT,
            [
                rules.open_limit is not None,
                list(rules.roles),
                current_workspace(),
                now() - PRESENT_FOR,
            ],
        )
        return [_Colleague(*row) for row in cursor.fetchall()]


def _choices(
    rules: InTurn, present: Mapping[UUID, _Colleague], seeking: Sequence[_Seeking]
) -> Iterator[_Given]:
    for one in seeking:
        known = present.get(one.before) if one.before else None
        if known and one.holder == known.member_id:
            continue
        if known and rules.has_room(known.open):
            known.open += 1
            yield _Given(one.id, known.member_id, GivenWhy.BEFORE)
            continue
        able = [
            each
            for each in present.values()
            if rules.has_room(each.open) and each.member_id != one.not_to
        ]
        chosen = min(able, key=lambda each: each.turn, default=None)
        if chosen:
            chosen.open += 1
            chosen.given_at = now()
        if chosen:
            yield _Given(one.id, chosen.member_id, *_why(one, known))
        elif one.holder and one.loose:
            yield _Given(one.id, None, GivenWhy.MISSING, one.holder)


def _why(one: _Seeking, known: _Colleague | None) -> tuple[GivenWhy, UUID | None]:
    """Why somebody is given it whose turn it is; `known`: whoever had it, where they are there."""
    if known:
        return GivenWhy.FULL, known.member_id
    if one.holder:
        return GivenWhy.MISSING, one.holder
    return GivenWhy.TURN, None


def _write(moved: Sequence[_Given]) -> None:
    if not moved:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_conversation c SET assignee_id = t.member_id "
            "FROM unnest(%s::uuid[], %s::uuid[]) AS t (id, member_id) "
            "WHERE c.workspace_id = %s AND c.id = t.id",
            [[one.id for one in moved], [one.member_id for one in moved], current_workspace()],
        )
    HistoryLine.objects.bulk_create(
        HistoryLine(
            conversation_id=one.id,
            kind=HistoryKind.ASSIGNED,
            actor_id=None,
            member_id=one.member_id,
            why=one.why,
            former_id=one.former,
        )
        for one in moved
        if one.member_id
    )


def _note_turns(members: Iterable[UUID]) -> None:
    """Whoever was given last stands at the end; of one batch, in its order."""
    turns = {member_id: now() for member_id in members}
    if not turns:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_attendance a SET given_at = t.at "
            "FROM unnest(%s::uuid[], %s::timestamptz[]) AS t (member_id, at) "
            "WHERE a.workspace_id = %s AND a.member_id = t.member_id",
            [list(turns), list(turns.values()), current_workspace()],
        )
