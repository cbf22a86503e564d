"""What a web process has counted and heard is written when it is told to stop."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from chatsync.analytics.actions import views
from chatsync.analytics.actions.funnel import WAITING as LANDING_VIEWS
from chatsync.analytics.beacons import encode_line
from chatsync.analytics.loops import collect
from chatsync.analytics.models import Funnel, PageCount
from chatsync.analytics.tests.test_figures import seen
from chatsync.analytics.tests.test_speed_sums import line
from chatsync.analytics.tests.traffic import nothing_waits
from chatsync.analytics.tickets import Origin
from chatsync.config import asgi, audience
from chatsync.kit.clock import now


@pytest.fixture
def collector(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> collect.Collector:
    """The one that the process passes to; nothing is written but at its end."""
    nothing_waits()
    settings.DATA_DIR = tmp_path
    own = audience.hub.__wrapped__()
    monkeypatch.setattr(asgi, "hub", lambda: own)
    monkeypatch.setattr(asgi, "_COUNTS_WRITTEN_EVERY_S", 3600.0)
    return collect.Collector()


def test_what_waits_is_written_when_a_web_process_is_told_to_stop(
    collector: collect.Collector,
) -> None:
    today = now().date()

    async def live() -> None:
        application = asgi.Application()
        asked: asyncio.Queue[Any] = asyncio.Queue()
        answered: asyncio.Queue[Any] = asyncio.Queue()
        life = asyncio.create_task(application({"type": "lifespan"}, asked.get, answered.put))
        await asked.put({"type": "lifespan.startup"})
        await answered.get()
        seen(today, "/", 3)
        LANDING_VIEWS.add(Origin("spring", "a", "", today), 2)
        application._beacons.passing.take(encode_line(line()))
        await asyncio.sleep(0.05)  # the collector is not there yet: it is tried again
        server = await collect._listen(collector, {})
        await asked.put({"type": "lifespan.shutdown"})
        await life
        assert not application._beacons.passing._waiting
        while not collector._waiting:
            await asyncio.sleep(0.01)
        server.close()

    asyncio.run(asyncio.wait_for(live(), 30))
    assert [(row.page, row.views) for row in PageCount.objects.all()] == [("/", 3)]
    assert Funnel.objects.get().viewed == 2
    assert not views.WAITING.take()
    assert len(collector._waiting) == 1
