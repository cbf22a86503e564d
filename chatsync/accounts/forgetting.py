"""Deleting what signing in leaves behind, once it opens nothing any more."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection

from chatsync.accounts.models import OwnExport
from chatsync.accounts.sessions import forget_old_sign_ins
from chatsync.kit.clock import now
from chatsync.kit.storage import store


def delete_sign_ins(_before: datetime, most: int) -> int:
    """Sessions whose time is over, and what is known of their browsers."""
    over = Session.objects.filter(expire_date__lt=now()).values_list("pk", flat=True)[:most]
    gone, _by_table = Session.objects.filter(pk__in=list(over)).delete()
    forget_old_sign_ins()
    return gone


def delete_limits(_before: datetime, most: int) -> int:
    """Counts and codes in the shared cache whose time is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM shared_cache WHERE cache_key IN ("
            "SELECT cache_key FROM shared_cache WHERE expires < %s LIMIT %s)",
            [now(), most],
        )
        return int(cursor.rowcount)


def delete_own_exports(before: datetime, most: int) -> int:
    """Files with all about somebody, whose day is over. The file goes before its row."""
    old = list(OwnExport.objects.filter(asked_at__lt=before)[:most])
    forget_own_exports(old)
    return len(old)


def forget_own_exports(exports: Iterable[OwnExport]) -> None:
    gone = list(exports)
    store.delete_all(export.stored_as for export in gone if export.stored_as)
    OwnExport.objects.filter(id__in=[export.id for export in gone]).delete()
