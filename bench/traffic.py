"""How fast `/ops/traffic` and `/ops/speed` tell a year of 10 million views of 200 pages, beside the
year before."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from urllib.request import OpenerDirector

import psycopg

from bench.figures import Figures, median
from bench.operator import operator
from bench.product import running

_TURNS = 9
_FILL = (
    """
    INSERT INTO analytics_viewsum (grain, within, within_value, at, part, value, views)
    WITH known (part, value, share) AS (
      SELECT 'page', '/docs/page-' || i, 1.0 / 200 FROM generate_series(1, 200) AS i
      UNION ALL SELECT 'referrer', unnest(ARRAY['none', 'own', 'search', 'social', 'other']), 0.2
      UNION ALL SELECT 'device', unnest(ARRAY['phone', 'tablet', 'desktop']), 0.33
      UNION ALL SELECT 'utm_campaign', unnest(ARRAY['eid', 'spring', 'other']), 0.05
    ), all_of AS (SELECT * FROM known UNION ALL SELECT '', '', 1.0),
    stretches (grain, at, days) AS (
      SELECT 'd', now()::date - i, 1 FROM generate_series(0, 760) AS i
      UNION ALL SELECT 'm', date_trunc('month', now()) - make_interval(months => i), 30
      FROM generate_series(0, 25) AS i
    )
    SELECT s.grain, w.part, w.value, s.at::timestamp AT TIME ZONE 'UTC', p.part, p.value,
           ceil(27400 * s.days * w.share * p.share)
    FROM stretches AS s, all_of AS w, all_of AS p WHERE w.part = '' OR w.part <> p.part
    """,
    """
    INSERT INTO analytics_funnel (day, landing, variant, campaign, viewed, called, shown, submitted,
        verified, messaged)
    SELECT now()::date - i, 'page-' || n, v, c, 100, 20, 19, 8, 7, 3
    FROM generate_series(0, 760) AS i, generate_series(1, 20) AS n,
         unnest(ARRAY['a', 'b']) AS v, unnest(ARRAY['', 'eid', 'other']) AS c
    """,
    """
    INSERT INTO analytics_speedsum (grain, device, metric, at, page, name, counts, totals)
    WITH stretches (grain, at) AS (
      SELECT 'd', now()::date - i FROM generate_series(0, 185) AS i
      UNION ALL SELECT 'm', date_trunc('month', now()) - make_interval(months => i)
      FROM generate_series(0, 25) AS i
    ), pages (page) AS (
      SELECT '' UNION ALL SELECT '/docs/page-' || i FROM generate_series(1, 200) AS i
    ), devices (device) AS (SELECT unnest(ARRAY['', 'phone', 'tablet', 'desktop']))
    SELECT grain, device, 'page', at::timestamp AT TIME ZONE 'UTC', page, '',
           array_fill(7, ARRAY[96]), array_fill(90000::bigint, ARRAY[7])
    FROM stretches, pages, devices
    UNION ALL
    SELECT grain, device, metric, at::timestamp AT TIME ZONE 'UTC', page, 'button-' || n,
           array_fill(3, ARRAY[16]), ARRAY[9000::bigint]
    FROM stretches, (SELECT page FROM pages WHERE page <> '' LIMIT 40) AS chosen, devices,
         generate_series(1, 4) AS n, unnest(ARRAY['press', 'wait', 'shift']) AS metric
    """,
    "ANALYZE analytics_viewsum",
    "ANALYZE analytics_speedsum",
    "ANALYZE analytics_funnel",
)


def measure(figures: Figures) -> None:
    with running() as product:
        with psycopg.connect(product.owner_url, autocommit=True) as connection:
            for statement in _FILL:
                connection.execute(statement)
        browser = operator(product)
        for name, path in _pages().items():
            delay = _median_ms(browser, f"{product.url}{path}")
            figures.keep(name, delay, "ms", at_most=150)


def _pages() -> dict[str, str]:
    today = datetime.now(UTC).date()
    year = f"from={today - timedelta(days=364)}&to={today}"
    quarter = f"from={today - timedelta(days=89)}&to={today}"
    return {
        "ops_traffic_28_days": "/ops/traffic",
        "ops_traffic_90_days": f"/ops/traffic?{quarter}",
        "ops_traffic_year": f"/ops/traffic?{year}",
        "ops_traffic_90_days_one_device": f"/ops/traffic?{quarter}&device=phone",
        "ops_traffic_year_one_page": f"/ops/traffic?{year}&page=/docs/page-7",
        "ops_speed_28_days": "/ops/speed",
        "ops_speed_90_days": f"/ops/speed?{quarter}",
        "ops_speed_90_days_one_device": f"/ops/speed?{quarter}&device=phone",
        "ops_speed_90_days_file": f"/ops/speed/pages.csv?{quarter}",
        "ops_speed_year": f"/ops/speed?{year}",
        "ops_speed_year_one_device": f"/ops/speed?{year}&device=phone",
        "ops_speed_year_one_page": f"/ops/speed?{year}&page=/docs/page-7",
        "ops_speed_year_file": f"/ops/speed/pages.csv?{year}",
        "ops_traffic_year_file": f"/ops/traffic/page.csv?{year}",
    }


def _median_ms(browser: OpenerDirector, address: str) -> float:
    delays = []
    for _turn in range(_TURNS):
        begun = perf_counter()
        browser.open(address, timeout=60).read()
        delays.append((perf_counter() - begun) * 1000)
    return median(delays)
