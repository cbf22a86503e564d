"""What pages tell of their speed is read by the speed views alone (CP-4.B)."""

import re

from tests.support.lessons import demand_none
from tests.support.source import product

TABLES = re.compile(
    r"\b(BeaconBatch|OpenSitting|SpeedSum|analytics_(?:beaconbatch|opensitting|speedsum))\b"
)
MAY_NAME = {
    "chatsync/analytics/models.py",
    "chatsync/analytics/actions/speed.py",
    "chatsync/analytics/queries/speed.py",
    "chatsync/privacy/retention.py",
}
READER = re.compile(r"chatsync\.analytics\.queries(?:\.speed\b| import [^\n]*\bspeed\b)")
MAY_READ = {"chatsync/ops/speed.py", "chatsync/ops/views/speed.py"}


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


def test_only_the_speed_views_ask_their_reader() -> None:
    asking = {source.name for source in product() if READER.search(source.text)}
    assert asking >= MAY_READ
    demand_none(asking - MAY_READ, "Level 1 feeds /ops/speed alone.")
