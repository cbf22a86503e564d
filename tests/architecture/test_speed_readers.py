"""What pages tell of their speed is read by the speed views alone (CP-4.B)."""

import re

import pytest

from tests.support.lessons import demand_none
from tests.support.source import product

TABLES = re.compile(r"(?:\b|_)(?:BeaconBatch|OpenSitting|SpeedSum)\b", re.IGNORECASE)
MAY_NAME = {
    "chatsync/analytics/models.py",
    "chatsync/analytics/actions/speed.py",
    "chatsync/analytics/queries/speed.py",
    "chatsync/privacy/retention.py",
}
READERS = (
    ("chatsync.analytics.queries", {"chatsync/ops/speed.py", "chatsync/ops/views/speed.py"}),
    ("chatsync.ops", {"chatsync/ops/views/speed.py"}),
    ("chatsync.ops.views", {"chatsync/ops/urls.py"}),
)
"""From where each `speed` may be asked: the figures, their words, their page."""


def test_the_tables_are_named_where_they_are_written_and_by_their_one_reader() -> None:
    naming = {
        source.name
        for source in product()
        if "/migrations/" not in source.name and TABLES.search(source.text)
    }
    assert naming >= MAY_NAME, "this test saw too few files"
    demand_none(
        naming - MAY_NAME,
        "People agreed to figures of speed and layout, nothing else: read them through "
        "chatsync/analytics/queries/speed.py.",
    )


@pytest.mark.parametrize(("room", "may_ask"), READERS, ids=[room for room, _may in READERS])
def test_only_the_speed_views_ask_their_reader(room: str, may_ask: set[str]) -> None:
    named = re.escape(room)
    asks = re.compile(rf"{named}\.speed\b|from {named} import (?:\([^)]*|[^\n]*)\bspeed\b")
    asking = {source.name for source in product() if asks.search(source.text)}
    assert asking >= may_ask, "this test saw too few files"
    demand_none(asking - may_ask, "Level 1 feeds /ops/speed alone.")
