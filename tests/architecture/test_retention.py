"""Every table of the database has its time, or a reason to stay."""

from chatsync.config import wiring
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.privacy.lasting import LASTING
from chatsync.privacy.purging import bound
from chatsync.privacy.retention import RETENTION
from tests.support.database import rows
from tests.support.lessons import demand_none

assert wiring.__doc__
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_DELETED = {table for line in RETENTION for table in line.tables}


def test_every_table_is_deleted_by_age_or_stays_for_a_reason(database_urls: DatabaseUrls) -> None:
    found = {name for (name,) in rows(database_urls, _TABLES)}
    assert len(found) > 40, "this test saw too few tables"
    demand_none(
        [f"{name} is in neither" for name in sorted(found - _DELETED - set(LASTING))]
        + [f"{name} is in both" for name in sorted(_DELETED & set(LASTING))]
        + [f"{name} does not exist" for name in sorted((_DELETED | set(LASTING)) - found)],
        "Put the table into a line of chatsync/privacy/retention.py, with the days that it is kept "
        "and who deletes it, or into LASTING (chatsync/privacy/lasting.py) with the reason.",
    )


def test_every_line_is_deleted_by_somebody() -> None:
    names = [line.name for line in RETENTION]
    assert len(names) == len(set(names))
    demand_none(
        set(names) - bound(),
        "A line promises what nobody does: bind its deed in chatsync/config/wiring.py.",
    )


def test_what_customers_say_is_kept_ninety_days_at_most() -> None:
    held = {line.name: line.keeps.days for line in RETENTION}
    assert {held[name] for name in ("messages", "files", "reports", "parked", "notes")} == {90}
    # An answer on measurement, or a deletion, is proved for years; the proof names nobody.
    assert held.pop("consents") == held.pop("closures") == 3 * 365
    # Counts of pages name nobody either.
    assert held.pop("page_counts") == held.pop("funnels") == held.pop("speed_sums") <= 25 * 31
    assert max(held.values()) == 90
