"""The queue's worker run until nothing is due, and a mail server that can be told to refuse."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from chatsync.jobs.events import react


def work_off() -> None:
    """Run every job that is due, as the jobs process would."""

    async def work() -> None:
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        worker = app.with_connector(connector)
        async with worker.open_async():
            await worker.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    asyncio.run(work())


def react_now() -> None:
    """Run the later reactions that wait, in the test's own transaction: nobody else sees them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'react' RETURNING args")
        waiting_for = [row[0] for row in cursor.fetchall()]
    for given in waiting_for:
        react(**(json.loads(given) if isinstance(given, str) else given))


def make_due() -> int:
    """Let every job that waits for its next try be due; returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
        return int(cursor.rowcount)


def waiting() -> int:
    """Jobs that are still to run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


@dataclass
class Postbox:
    """What a mail server took. `refusals` says how many mails it turns away first.

    `refusing` runs in a thread before each refusal.
    """

    port: int = 0
    refusals: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refusing: Callable[[], None] = field(default=lambda: None)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  the name that aiosmtpd calls
        if self.refusals:
            self.refusals -= 1
            await asyncio.to_thread(self.refusing)
            return "451 Come back later"
        content = cast("bytes", envelope.content)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        return "250 Taken"


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A mail server on a free port of this machine."""
    box, loop = Postbox(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(box, loop=loop), "127.0.0.1", 0)
    )
    box.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield box
    finally:
        server.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
