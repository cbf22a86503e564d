"""The loop of the jobs process that gives out what waits unassigned."""

import threading
from uuid import UUID

import psycopg
import structlog
from django.db import DatabaseError, connection

from chatsync.inbox.actions.give_out import give_out
from chatsync.inbox.queries.attendance import turns_due

_LOOK_S = 1.0
_log = structlog.get_logger()


def give_out_in_turn(stop: threading.Event) -> None:
    """Look once a second until `stop`. A fault in one workspace does not hold up the others."""
    while not stop.wait(_LOOK_S):
        try:
            for workspace_id in turns_due():
                _give_out(workspace_id)
        except (psycopg.Error, DatabaseError) as error:
            _log.warning("turns_not_read", error=str(error))
        finally:
            connection.close()


def _give_out(workspace_id: UUID) -> None:
    try:
        give_out(workspace_id)
    except (psycopg.Error, DatabaseError) as error:
        _log.warning("not_given_out", workspace=str(workspace_id), error=str(error))
