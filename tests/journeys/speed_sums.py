"""What came to the sums of speed while somebody was visiting."""

from collections import Counter

from chatsync.analytics.speed import OF_PAGE, STRETCHES, TOTALS_OF_PAGE
from tests.support.product import Product, eventually


def summed(product: Product) -> Counter[tuple[str, str, str, str]]:
    """What the sums of all days hold, by page, metric, name and what of it."""
    eventually(lambda: product.count("SELECT count(*) FROM analytics_beaconbatch") == 0)
    found: Counter[tuple[str, str, str, str]] = Counter()
    with product.database() as connection:
        rows = connection.execute(
            "SELECT page, metric, name, counts, totals FROM analytics_speedsum"
            " WHERE grain = 'd' AND device = '' AND page <> ''"
        ).fetchall()
    for page, metric, name, counts, totals in rows:
        if metric == "press":
            for what, count in zip(("pressed", "again", "unanswered"), counts, strict=False):
                found[page, metric, name, what] += count
        elif metric == "page":
            for place, of in enumerate(OF_PAGE):
                mine = counts[place * STRETCHES : (place + 1) * STRETCHES]
                found[page, of, "", "count"] += sum(mine)
            for of, total in zip(TOTALS_OF_PAGE, totals, strict=True):
                found[page, of, "", "total"] += total
        else:
            found[page, metric, name, "count"] += sum(counts)
            found[page, metric, name, "total"] += totals[0]
    return found


class Difference:
    """What came to the sums since the beginning."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._before = summed(product)

    def views(self) -> dict[str, int]:
        return {
            page: count
            for (page, metric, _name, what), count in self._now().items()
            if (metric, what) == ("view", "count") and count
        }

    def of(self, page: str, metric: str, what: str, name: str = "") -> int:
        return self._now()[page, metric, name, what]

    def settles_at(self, views: dict[str, int]) -> None:
        eventually(lambda: self.views() == views or None)

    def _now(self) -> Counter[tuple[str, str, str, str]]:
        now = summed(self._product)
        now.subtract(self._before)
        return now
