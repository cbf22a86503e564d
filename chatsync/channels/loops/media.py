"""The media loop of the jobs process: fetches what is due, turn after turn."""

import threading

import psycopg
import structlog
from django.db import DatabaseError, connection

from chatsync.channels.actions.media import fetch_due_media

_IDLE_S = 0.5
_AGAIN_S = 1.0
_log = structlog.get_logger()


def fetch_media(stop: threading.Event) -> None:
    """Fetch files until `stop`. A database that goes away is waited for."""
    while not stop.is_set():
        try:
            fetched = fetch_due_media()
        except (psycopg.Error, DatabaseError) as error:
            _log.warning("media_turn_failed", error=str(error))
            stop.wait(_AGAIN_S)
            continue
        finally:
            connection.close()
        if not fetched:
            stop.wait(_IDLE_S)
