"""The jobs process: the queue's worker, its schedule and its reaper, and the loops
of files and of giving out."""

import asyncio
import threading
from datetime import timedelta
from typing import cast

import structlog
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from chatsync.channels.loops.media import fetch_media
from chatsync.config.schedule import AT_START, SCHEDULE
from chatsync.inbox.loops import give_out_in_turn

_QUEUES = ("mail", "events", "maintenance")
_STALLED_AFTER = timedelta(seconds=30)
_REAP_EVERY_S = 10.0
_AGAIN_S = 0.5
_log = structlog.get_logger()


def work(stop: threading.Event) -> None:
    """Work until `stop`. The worker is started anew when the database went away."""
    loops = [
        threading.Thread(target=fetch_media, args=(stop,), daemon=True),
        threading.Thread(target=give_out_in_turn, args=(stop,), daemon=True),
        threading.Thread(target=_keep_schedule, args=(stop,), daemon=True),
    ]
    for loop in loops:
        loop.start()
    while not stop.is_set():
        try:
            asyncio.run(_work(stop))
        except Exception as error:  # noqa: BLE001  any fault of the worker ends in a fresh one
            _log.warning("worker_restarted", error=f"{type(error).__name__}: {error}")
            stop.wait(_AGAIN_S)
    for loop in loops:
        loop.join(timeout=2)


async def _work(stop: threading.Event) -> None:
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    worker_app = app.with_connector(connector)
    async with worker_app.open_async():
        worker = asyncio.create_task(
            worker_app.run_worker_async(
                queues=list(_QUEUES),
                concurrency=2,
                install_signal_handlers=False,
                shutdown_graceful_timeout=2.0,
                delete_jobs="successful",
            )
        )
        reaper = asyncio.create_task(_reap(worker_app))
        while not stop.is_set() and not worker.done():
            await asyncio.sleep(0.2)
        reaper.cancel()
        worker.cancel()
        await asyncio.gather(reaper, worker, return_exceptions=True)
        if worker.done() and not worker.cancelled() and (error := worker.exception()):
            raise error


async def _reap(worker_app: App) -> None:
    """Give jobs of killed workers back to the queue: nobody else does."""
    manager = worker_app.job_manager
    while True:
        for job in await manager.get_stalled_jobs(
            seconds_since_heartbeat=_STALLED_AFTER.total_seconds()
        ):
            await manager.retry_job(job)
            _log.warning("job_given_back", job=job.id, task=job.task_name)
        await asyncio.sleep(_REAP_EVERY_S)


def _keep_schedule(stop: threading.Event) -> None:
    """Run each line of the schedule when it is due; every deed is safe to run twice."""
    waits = {name: 1 if name in AT_START else every for name, every, _ in SCHEDULE}
    while not stop.wait(1.0):
        for name, every, deed in SCHEDULE:
            waits[name] -= 1
            if waits[name] > 0:
                continue
            waits[name] = every
            try:
                deed()
            except Exception as error:  # noqa: BLE001  one broken deed must not end the others
                _log.warning("scheduled_deed_failed", deed=name, error=repr(error))
            finally:
                connection.close()
