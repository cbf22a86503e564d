"""The queue of files to fetch from Meta: claimed in fair turns, tried, settled."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import DatabaseError, connection

from chatsync.channels.asking import ask
from chatsync.channels.events import MediaSettled
from chatsync.channels.media import files
from chatsync.channels.media.fetching import AT_ONCE, GONE, Fetched, Wanted, fetch_all, later
from chatsync.channels.models import Media, MediaFetch, MediaState, Number
from chatsync.channels.seals import open_token
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.tenancy import scope
from chatsync.kit.text import gettext_noop as _

EXPIRES_AFTER = timedelta(days=7)
"""Meta keeps inbound files for 7 days (Cloud API, media)."""

_LEASE_S = 330
"""Longer than a download may take: a killed process's rows come back by themselves."""
_EXPIRED = _("WhatsApp keeps files for 7 days; this one could not be fetched in time.")

_CLAIM = """
UPDATE channels_mediafetch f SET due_at = %(lease)s, tries = f.tries + 1
FROM (
  SELECT q.id FROM channels_mediafetch q JOIN (
    SELECT d.id, row_number() OVER (PARTITION BY d.workspace_id ORDER BY d.due_at) AS turn
    FROM (SELECT * FROM channels_mediafetch WHERE due_at <= %(now)s ORDER BY due_at LIMIT 2000) d
  ) fair ON fair.id = q.id
  WHERE q.due_at <= %(now)s ORDER BY fair.turn, q.due_at LIMIT %(most)s FOR UPDATE OF q SKIP LOCKED
) taken
WHERE f.id = taken.id RETURNING f.id, f.workspace_id, f.tries
"""


def fetch_due_media() -> int:
    """Fetch what is due, workspaces in fair turns; returns how many files were tried."""
    claims = _claim()
    if not claims:
        return 0
    wanted = _load(claims)
    results = ask(lambda graph: fetch_all(graph, wanted))
    settled: dict[UUID, list[Fetched]] = defaultdict(list)
    for result in results:
        settled[result.workspace_id].append(result)
    for workspace_id, group in settled.items():
        _settle(workspace_id, group)
    return len(claims)


def _claim() -> list[tuple[UUID, UUID, int]]:
    moment = now()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {"now": moment, "lease": moment + timedelta(seconds=_LEASE_S), "most": AT_ONCE * 2},
        )
        return list(cursor.fetchall())


def _load(claims: Sequence[tuple[UUID, UUID, int]]) -> list[Wanted | Fetched]:
    tries = {media_id: count for media_id, _workspace, count in claims}
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for media_id, workspace_id, _count in claims:
        groups[workspace_id].append(media_id)
    loaded: list[Wanted | Fetched] = []
    for workspace_id, ids in groups.items():
        with scope(workspace_id):
            found = Media.objects.in_bulk(ids)
            numbers = Number.objects.in_bulk({media.number_id for media in found.values()})
        known = [_wanted(media, numbers, tries[media.id]) for media in found.values()]
        lost = [Fetched(i, workspace_id, MediaState.FAILED, GONE) for i in ids if i not in found]
        loaded.extend([*known, *lost])
    return loaded


def _wanted(media: Media, numbers: dict[UUID, Number], tries: int) -> Wanted | Fetched:
    if media.created_at < now() - EXPIRES_AFTER:
        return Fetched(media.id, media.workspace_id, MediaState.EXPIRED, _EXPIRED)
    number = numbers[media.number_id]
    try:
        token = open_token(number.token, media.workspace_id, number.id)
    except CannotOpen:
        return later(media, tries)
    return Wanted(media, tries, number.phone_number_id, token)


def _settle(workspace_id: UUID, results: Sequence[Fetched]) -> None:
    """Write how the tries of one workspace ended, and tell who asked."""
    over = [result for result in results if result.state != MediaState.WAITING]
    try:
        with scope(workspace_id):
            for result in over:
                Media.objects.filter(id=result.media_id).update(**_columns(result))
            MediaFetch.objects.filter(id__in=[result.media_id for result in over]).delete()
            for result in results:
                if result.state == MediaState.WAITING:
                    due_at = now() + timedelta(seconds=result.again_in)
                    MediaFetch.objects.filter(id=result.media_id).update(due_at=due_at)
            if over:
                emit(MediaSettled(workspace_id, tuple(result.media_id for result in over)))
    except DatabaseError:
        for result in over:
            files.forget(result.stored_as, result.thumbnail_as)
        raise


def _columns(result: Fetched) -> dict[str, object]:
    return {
        "state": result.state,
        "reason": result.reason[:200],
        "size": result.size,
        "width": result.looked.width if result.looked else None,
        "height": result.looked.height if result.looked else None,
        "stored_as": result.stored_as,
        "thumbnail_as": result.thumbnail_as,
        **({"mime_type": result.mime_type[:100]} if result.mime_type else {}),
    }
