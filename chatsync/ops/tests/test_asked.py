"""What an address of figures asks for is shown, or it is said that it is not."""

import html
import re
from typing import Any

import pytest

from chatsync.analytics.actions.speed import keep_batch, sum_up
from chatsync.analytics.actions.views import write_views
from chatsync.analytics.tests.measured import batch
from chatsync.analytics.tests.test_figures import seen
from chatsync.analytics.tests.test_speed_sums import line
from chatsync.analytics.tests.traffic import nothing_waits
from chatsync.kit.clock import now
from chatsync.ops.tests.stand import operators_browser, text_of

pytestmark = pytest.mark.usefixtures("db")
_ROOMS = {"/ops/traffic": "20 views", "/ops/speed": "20 measured views"}


@pytest.fixture
def client(db: None) -> Any:
    """In both rooms: the front page on telephones and computers, and another on computers."""
    nothing_waits()
    for page, device, count in (("/", "phone", 11), ("/", "desktop", 9), ("/terms", "desktop", 7)):
        seen(now().date(), page, count, device=device)
        keep_batch(batch(*(line(page, device) for _ in range(count))))
    write_views()
    sum_up()
    return operators_browser()


def _plain(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


@pytest.mark.parametrize("room", _ROOMS)
def test_of_two_filters_the_first_is_shown_and_the_other_offered(client: Any, room: str) -> None:
    page = text_of(client.get(f"{room}?page=/&device=desktop"))
    plain = _plain(client.get(f"{room}?page=/&device=desktop"))
    assert _ROOMS[room] in plain
    assert re.search(r"One filter at a time: “Pages?: / ” is shown\.", plain)
    offered = re.search(
        r'role="status">.*?<a href="(\?[^"]*)">Devices?: <bdi>Computer<', page, re.DOTALL
    )
    assert offered
    other = _plain(client.get(f"{room}{html.unescape(offered[1])}"))
    assert "16 " in other
    assert "Take it away to choose another" not in other
    assert "another one takes its place" in other


@pytest.mark.parametrize("room", _ROOMS)
def test_the_first_is_what_stands_first_in_the_address(client: Any, room: str) -> None:
    assert _ROOMS[room].replace("20", "16") in _plain(
        client.get(f"{room}?device=desktop&page=/&page=/terms")
    )
    once = _plain(client.get(f"{room}?page=/&page=/&device="))
    assert "Take it away to choose another" not in once


@pytest.mark.parametrize("room", _ROOMS)
def test_a_file_of_two_filters_is_none(client: Any, room: str) -> None:
    part = "page" if room == "/ops/traffic" else "pages"
    assert client.get(f"{room}/{part}.csv?page=/").status_code == 200
    assert client.get(f"{room}/{part}.csv?page=/&device=phone").status_code == 404
