"""Deleting what the channels keep, when its time is over or a customer is erased."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from chatsync.channels.media import files
from chatsync.channels.models import (
    AccountUpdate,
    Dispatch,
    InboundDelivery,
    Media,
    MediaFetch,
    MediaState,
    Number,
    Outbound,
    Parked,
    Unrouted,
)
from chatsync.kit.clock import now
from chatsync.kit.storage import store
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.kit.text import gettext_noop as _

FILE_TOO_OLD = _("The file was deleted: it was older than this workspace keeps files.")
_FOLDERS = 256


def delete_parked(before: datetime, most: int) -> int:
    """Updates of the open scope that could not be read."""
    return _delete(Parked.objects.filter(at__lt=before), most)


def delete_news(before: datetime, most: int) -> int:
    """News of the open scope's numbers and accounts."""
    return _delete(AccountUpdate.objects.filter(at__lt=before), most)


def delete_deliveries(before: datetime, most: int) -> int:
    """Bodies that nobody could read in all this time."""
    return _delete(InboundDelivery.objects.filter(received_at__lt=before), most)


def delete_unrouted(before: datetime, most: int) -> int:
    """Updates that belong to no connected number."""
    return _delete(Unrouted.objects.filter(at__lt=before), most)


def delete_unrouted_of_workspace() -> list[UUID]:
    """Updates for the open scope's numbers that came through another app, or too late."""
    mine = list(Number.objects.values_list("phone_number_id", flat=True))
    ids = list(Unrouted.objects.filter(phone_number_id__in=mine).values_list("id", flat=True))
    Unrouted.objects.filter(id__in=ids).delete()
    return ids


def withdraw(message_ids: Collection[UUID]) -> None:
    """Take messages of the open scope off the sender's queue: what was not sent stays unsent."""
    Dispatch.objects.filter(id__in=message_ids).delete()
    Outbound.objects.filter(id__in=message_ids).delete()


def delete_media(rows: Iterable[Media]) -> None:
    """Delete files of the open scope with their rows.

    The file goes first: killed in between, the row still names it for the next run.
    """
    gone = list(rows)
    _forget_files(gone)
    ids = [media.id for media in gone]
    MediaFetch.objects.filter(id__in=ids).delete()
    Media.objects.filter(id__in=ids).delete()


def empty_media(rows: Iterable[Media]) -> None:
    """Delete files of the open scope that a younger message still shows: an empty frame stays."""
    gone = list(rows)
    _forget_files(gone)
    ids = [media.id for media in gone]
    MediaFetch.objects.filter(id__in=ids).delete()
    Media.objects.filter(id__in=ids).update(
        state=MediaState.EXPIRED,
        reason=FILE_TOO_OLD,
        stored_as="",
        thumbnail_as="",
        file_name="",
        provider_id="",
        sha256="",
    )


def delete_stray_files(before: datetime, most: int) -> int:
    """Files that no row names: a download was killed between storing and noting.

    One folder of 256 an hour, so that each run stays small; all are seen in eleven days. And what
    is left of uploads that were killed in their midst.
    """
    folder = f"media/{int(now().timestamp() // 3600) % _FOLDERS:02x}"
    old = {name for name, stored_at in store.listed(folder) if stored_at < before}
    stray = sorted(old - _named(folder))[:most] if old else []
    files.forget(*stray)
    return len(stray) + store.end_unfinished(before)


def _named(folder: str) -> set[str]:
    """The files of a folder that rows name, over all workspaces."""
    found: set[str] = set()
    for workspace_id in every_workspace():
        with scope(workspace_id), connection.cursor() as cursor:
            cursor.execute(
                "SELECT stored_as, thumbnail_as FROM channels_media WHERE workspace_id = %s "
                "AND (starts_with(stored_as, %s) OR starts_with(thumbnail_as, %s))",
                [workspace_id, folder, folder],
            )
            found.update(name for row in cursor.fetchall() for name in row)
    return found


def _forget_files(rows: Iterable[Media]) -> None:
    files.forget(*(name for media in rows for name in (media.stored_as, media.thumbnail_as)))


def _delete(rows: "models.QuerySet[models.Model]", most: int) -> int:
    """The first so many of them."""
    gone, _by_table = rows.model._base_manager.filter(  # noqa: SLF001
        id__in=list(rows.values_list("id", flat=True)[:most])
    ).delete()
    return gone
