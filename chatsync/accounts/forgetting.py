"""Deleting what signing in leaves behind, once it opens nothing any more."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection

from chatsync.accounts.sessions import forget_old_sign_ins
from chatsync.kit.clock import now


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
