"""Claiming stored deliveries, a fair share of every lane, and reading what they say."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from uuid import UUID

import psycopg

from chatsync.channels.whatsapp import facts, parse
from chatsync.kit.db import Line

_TURN_BODIES = 400
_TURN_BYTES = 512 * 1024
"""About a thousand updates: what comes in meanwhile, from other workspaces too, waits no longer
than these take."""

_LONG = 100
"""Items from which a turn is worth reading the next one beside it."""

_CLAIM = """
WITH RECURSIVE lanes (lane) AS (
  (SELECT lane FROM channels_inbounddelivery ORDER BY lane LIMIT 1)
  UNION ALL
  SELECT (SELECT d.lane FROM channels_inbounddelivery d WHERE d.lane > lanes.lane
          ORDER BY d.lane LIMIT 1)
  FROM lanes WHERE lanes.lane IS NOT NULL
),
known AS (SELECT lane FROM lanes WHERE lane IS NOT NULL),
share AS (SELECT greatest(1, %s / greatest(1, (SELECT count(*) FROM known)))::int AS most)
SELECT mine.lane, mine.id, octet_length(mine.body)
FROM known CROSS JOIN share CROSS JOIN LATERAL (
  SELECT d.lane, d.id, d.body FROM channels_inbounddelivery d
  WHERE d.lane = known.lane ORDER BY d.id LIMIT share.most FOR UPDATE SKIP LOCKED
) AS mine
"""
_BODIES = """
SELECT id, app_id, body FROM channels_inbounddelivery WHERE id = ANY(%s) ORDER BY id
FOR UPDATE SKIP LOCKED
"""

Item = facts.Update | facts.Unreadable
Delivery = tuple[UUID, bytes]
"""The app that signed, and the body."""


@dataclass(frozen=True)
class Turn:
    """Deliveries that a row lock on the line keeps for us until the turn is closed.

    `items` is None where our own code failed on one of them: each is then tried alone.
    """

    line: Line
    held: ExitStack
    ids: Sequence[int]
    deliveries: Sequence[Delivery]
    items: Sequence[tuple[UUID, Item]] | None

    @property
    def is_long(self) -> bool:
        return len(self.items or self.deliveries) >= _LONG


def claim(line: Line) -> Turn:
    """Claim and read the oldest deliveries of every lane, of about the same size each.

    The claim is a row lock, so a killed process leaves nothing claimed. Uses no connection but
    the line's, so it may run beside the storing of the turn before.
    """
    with ExitStack() as held:
        claims = line.connected()
        held.enter_context(claims.transaction())
        rows = _claimed(claims)
        deliveries = [(app_id, bytes(body)) for _, app_id, body in rows]
        return Turn(line, held.pop_all(), [row[0] for row in rows], deliveries, _said(deliveries))


def _claimed(claims: psycopg.Connection[Any]) -> list[tuple[int, UUID, bytes]]:
    """Locks what the turn reads and nothing else: what was only looked at is the next claim's.

    Where another reader takes what was chosen in between, it is looked at anew.
    """
    with claims.cursor(binary=True) as cursor:
        while True:
            with claims.transaction(force_rollback=True):
                cursor.execute(_CLAIM, [_TURN_BODIES])
                chosen = _within_bounds(cursor.fetchall())
            if not chosen:
                return []
            cursor.execute(_BODIES, [chosen])
            if rows := cursor.fetchall():
                return rows


def _within_bounds(rows: Sequence[tuple[int, int, int]]) -> list[int]:
    """The ids of a turn: the first of every lane, then their second ones, until it is enough."""
    lanes: dict[int, list[tuple[int, int]]] = {}
    for lane, delivery_id, size in rows:
        lanes.setdefault(lane, []).append((delivery_id, size))
    chosen, total = [], 0
    for rank in zip_longest(*lanes.values()):
        for found in rank:
            if found is not None:
                chosen.append(found[0])
                total += found[1]
        if total >= _TURN_BYTES:
            break
    return chosen


def read_items(deliveries: Sequence[Delivery]) -> list[tuple[UUID, Item]]:
    """What bodies say, each piece with the app that signed it."""
    return [
        (app_id, item)
        for app_id, body in deliveries
        for reading in (parse.read_delivery(body),)
        for item in (*reading.updates, *reading.unreadable)
    ]


def _said(deliveries: Sequence[Delivery]) -> list[tuple[UUID, Item]] | None:
    try:
        return read_items(deliveries)
    except Exception:  # noqa: BLE001  our own fault; whoever stores them finds it, body by body
        return None
