"""The ingest process: waits for deliveries and reads them, turn after turn."""

import gc
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import psycopg
import structlog
from django.db import DatabaseError, connection

from chatsync.channels.actions.claim import Turn, claim
from chatsync.channels.actions.ingest import read_turn
from chatsync.channels.webhooks import CHANNEL
from chatsync.kit.db import Line

_IDLE_S = 0.5
_AGAIN_S = 0.2
_GATHER_S = 0.01
_SWITCH_S = 0.0005
"""Python's default lets the thread that claims ahead keep the one that stores waiting 5 ms each
time the database has answered it."""

_log = structlog.get_logger()


def ingest(stop: threading.Event) -> None:
    """Read deliveries until `stop`. A database that goes away is waited for."""
    sys.setswitchinterval(_SWITCH_S)
    with ThreadPoolExecutor(1, "claiming-ahead") as beside:
        while not stop.is_set():
            try:
                _read_on(beside, stop)
            except (psycopg.Error, DatabaseError) as error:
                _log.warning("ingest_turn_failed", error=str(error))
                connection.close()
                stop.wait(_AGAIN_S)


def _read_on(beside: Executor, stop: threading.Event) -> None:
    """Turn after turn. While a long one is stored, the next is claimed and read on another line.

    Storing mostly waits for the database; reading does not need it.
    """
    line, other = Line(CHANNEL), Line()
    ahead: Future[Turn] | None = None
    try:
        while not stop.is_set():
            with _collecting_afterwards():
                turn = ahead.result() if ahead else claim(line)
                free = other if turn.line is line else line
                ahead = beside.submit(claim, free) if turn.is_long else None
                found = read_turn(turn)
            if not found and line.wait(_IDLE_S):
                time.sleep(_GATHER_S)
    finally:
        if ahead:
            wait([ahead])
        line.drop()
        other.drop()


@contextmanager
def _collecting_afterwards() -> Iterator[None]:
    """Look for rings of garbage once a turn: a turn makes many objects that all go with it.

    Looking among them while it runs took a fifth of the reader's time and found nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)
