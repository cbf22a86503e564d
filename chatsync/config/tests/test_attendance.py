"""Who counts as present for giving out: people at their pages, by socket or by long poll."""

import asyncio
from typing import Any

import aiohttp
import pytest

from chatsync.config.tests.running import in_thread, open_page, signed_in, told, web
from chatsync.inbox.models import Attendance
from chatsync.inbox.tests.giving import choose
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_key, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


def _shop() -> Any:
    workspace, owner = a_workspace()
    choose(owner)
    agent = a_member(workspace)
    return agent, signed_in(agent), a_key(owner)


def _noted(access: Access) -> list[Any]:
    with scope(access.workspace_id):
        return list(Attendance.objects.values_list("member_id", flat=True))


async def _until_noted(access: Access) -> list[Any]:
    noted: list[Any] = []
    while not noted:
        noted = await in_thread(_noted, access)
        await asyncio.sleep(0.1)
    return noted


async def test_an_open_page_is_present_without_a_word_of_its_own() -> None:
    agent, cookie, _key = await in_thread(_shop)
    async with web() as port, open_page(port, agent, cookie) as page:
        await told(page)
        assert await _until_noted(agent) == [agent.member_id]


async def test_a_page_that_polls_is_present_and_a_program_with_a_key_is_not() -> None:
    agent, cookie, key = await in_thread(_shop)
    org = org_id(agent.workspace_id)
    async with web() as port, aiohttp.ClientSession() as session:
        for headers in (
            {"Authorization": f"Bearer {key}"},
            {"Cookie": cookie, "ChatSync-Workspace": org},
        ):
            address = f"http://127.0.0.1:{port}/api/v1/events?since=0&wait=1"
            async with session.get(address, headers=headers) as response:
                assert response.status == 200, await response.text()
        assert await _until_noted(agent) == [agent.member_id]
