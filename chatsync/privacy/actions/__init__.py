"""Writes of the privacy room."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from chatsync.kit.clock import now
from chatsync.privacy.reports import Violation

MOST_ROWS_A_DAY = 500

_COUNT = """
    INSERT INTO privacy_cspreport (day, area, directive, blocked, count)
    SELECT %s, %s, %s, %s, 1
    WHERE (SELECT count(*) FROM privacy_cspreport WHERE day = %s) < %s
       OR EXISTS (SELECT FROM privacy_cspreport
                  WHERE day = %s AND area = %s AND directive = %s AND blocked = %s)
    ON CONFLICT (day, area, directive, blocked) DO UPDATE SET count = privacy_cspreport.count + 1
"""


def count_violations(violations: Iterable[Violation]) -> None:
    """Count what browsers reported. New kinds beyond the day's limit are not kept."""
    today = now().date()
    with connection.cursor() as cursor:
        for seen in violations:
            key: list[date | str] = [today, seen.area, seen.directive, seen.blocked]
            cursor.execute(_COUNT, [*key, today, MOST_ROWS_A_DAY, *key])
