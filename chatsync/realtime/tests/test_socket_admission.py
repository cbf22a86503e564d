"""Who may listen, and for how long."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from chatsync.realtime.notices import SESSIONS_CHANNEL
from chatsync.realtime.tests.stream import (
    Reader,
    Stage,
    close_code,
    execute,
    frame,
    held_by,
    open_socket,
    stage,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://chatsync.test", "http://chatsync.test:81", "http://evil.test"],
)
async def test_a_wrong_origin_is_refused(origin: str | None) -> None:
    async with stage() as on, open_socket(on, on.owner, origin=origin) as page:
        assert await close_code(page) == 4404


@pytest.mark.parametrize("credentials", [{"cookie": ""}, {"cookie": "nobody"}])
async def test_without_a_session_nothing_is_told(credentials: dict[str, Any]) -> None:
    async with stage() as on, open_socket(on, on.owner, **credentials) as page:
        assert await close_code(page) == 4401


async def test_somebody_elses_workspace_is_refused() -> None:
    async with stage() as on:
        elsewhere = Reader("owner", uuid4())
        async with open_socket(on, elsewhere) as page:
            assert await close_code(page) == 4403


async def test_a_revoked_session_is_cut_without_any_notice() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        on.people.ended.add("owner")
        assert await close_code(page) == 4401


async def test_a_notice_of_revocation_cuts_at_once() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        await _rechecks_are_far_away(on)
        on.people.ended.add("owner")
        await on.hub.in_thread(lambda: execute(f"NOTIFY {SESSIONS_CHANNEL}"))
        assert await close_code(page) == 4401


async def _rechecks_are_far_away(on: Stage) -> None:
    """Let the check that begins with the connection pass."""
    before = on.people.rechecks
    while on.people.rechecks == before:
        await asyncio.sleep(0.01)


async def test_a_changed_role_starts_the_page_afresh_under_the_new_rule() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        on.people.change("owner", member=uuid4())
        assert (await frame(page))["type"] == "reset"
        await on.write(held_by(uuid4()))
        assert (await frame(page))["type"] == "skip"


async def test_a_ping_is_answered_and_nonsense_is_ignored() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        for text in ("[]", "{", '{"type":[]}', "1", '{"type":"ping"}'):
            await page.send(text)
        assert await frame(page) == {"type": "pong"}
