"""A time says in which zone it is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from chatsync.kit.clock_tags import clock

_AT = datetime(2026, 7, 5, 20, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "machine", "people"),
    [
        ("UTC", "2026-07-05T20:04:09+00:00", "5 Jul 2026, 20:04 UTC"),
        ("Asia/Karachi", "2026-07-06T01:04:09+05:00", "6 Jul 2026, 01:04 UTC+5"),
        ("Asia/Kolkata", "2026-07-06T01:34:09+05:30", "6 Jul 2026, 01:34 UTC+5:30"),
        ("Europe/London", "2026-07-05T21:04:09+01:00", "5 Jul 2026, 21:04 UTC+1"),
        ("America/St_Johns", "2026-07-05T17:34:09-02:30", "5 Jul 2026, 17:34 UTC\u22122:30"),
    ],
)
def test_it_is_of_the_zone_of_the_installation(
    settings: Any, zone: str, machine: str, people: str
) -> None:
    settings.CLOCK_ZONE = zone
    assert clock(_AT) == f'<time datetime="{machine}"><bdi>{people}</bdi></time>'


def test_it_is_in_the_language_of_the_page_and_nothing_for_no_time(settings: Any) -> None:
    settings.CLOCK_ZONE = "Asia/Karachi"
    with translation.override("ur"):
        assert "6 جولائی 2026، 01:04 UTC+5" in clock(_AT)
    assert clock(None) == ""
