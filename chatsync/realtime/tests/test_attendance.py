"""Whose pages are connected is told to the rooms above, again and again, and not too often."""

import time

import pytest

from chatsync.realtime import attendance
from chatsync.realtime.attendance import note_polling
from chatsync.realtime.tests.stream import Stage, frame, open_socket, stage

pytestmark = pytest.mark.usefixtures("db")


async def _next(on: Stage) -> set[str]:
    """Whom the next look tells of; empty where of nobody."""
    on.people.attended.clear()
    await on.hub.attendance.look()
    return set().union(*on.people.attended)


@pytest.fixture(autouse=True)
def _looked_at_by_the_test_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does it see who polled in the process before it."""
    monkeypatch.setattr(attendance, "_LOOK_S", 3600.0)
    monkeypatch.setattr(attendance, "_polling", {})


async def test_a_connected_page_is_told_until_it_is_noted_and_then_not_for_a_while() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        assert [await _next(on) for _look in range(2)] == [{"owner"}, {"owner"}]
        on.people.noting.add(on.shop)
        assert [await _next(on) for _look in range(2)] == [{"owner"}, set()]


async def test_two_pages_of_one_member_are_told_once_and_a_closed_one_no_more() -> None:
    async with stage() as on:
        async with open_socket(on, on.owner) as first, open_socket(on, on.owner) as second:
            await frame(first)
            await frame(second)
            await on.hub.attendance.look()
            assert on.people.attended == [{"owner"}]
        while tuple(on.hub._rooms):
            await on.hub.in_thread(lambda: time.sleep(0.01))
        assert await _next(on) == set()


async def test_a_page_that_missed_its_heartbeats_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        monkeypatch.setattr(attendance, "QUIET_S", -1.0)
        assert await _next(on) == set()


async def test_a_page_that_nobody_touches_is_not_there_until_somebody_does() -> None:
    async with stage() as on, open_socket(on, on.owner) as page:
        await frame(page)
        for attending, told in ((False, set()), (True, {"owner"})):
            await page.send(f'{{"type": "attending", "attending": {str(attending).lower()}}}')
            await page.send('{"type": "ping"}')
            await frame(page)
            assert await _next(on) == told


async def test_a_page_that_polls_is_there_until_it_stops_asking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage() as on:
        note_polling(on.owner)
        assert await _next(on) == {"owner"}
        monkeypatch.setattr(attendance, "QUIET_S", -1.0)
        assert await _next(on) == set()
