"""The report as one HTML file, for whoever keeps it: it needs nothing but itself."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from chatsync.audit.crawl import Visit
from chatsync.audit.report import Report

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; padding: .25rem .5rem; border-bottom: 1px solid #8884 }
td { vertical-align: top; overflow-wrap: anywhere }
.bad { color: #b00020 }
"""


def as_html(report: Report) -> str:
    """The whole report: what was looked at, what differs, and every page."""
    return "".join(
        (
            "<!DOCTYPE html><html lang=en><meta charset=utf-8>",
            "<meta name=viewport content='width=device-width, initial-scale=1'>",
            "<title>ChatSync privacy audit</title>",
            f"<style>{_STYLE}</style><h1>Privacy audit of {escape(report.url)}</h1>",
            _facts(report),
            _differences(report),
            *_pages(report),
        )
    )


def _facts(report: Report) -> str:
    told = report.summary()
    rows = (
        ("Version", " ".join(part for part in report.version.values() if part)),
        ("Begun", told["began_at"]),
        ("Ended", told["ended_at"]),
        ("Browsers", ", ".join(told["browsers"])),
        ("States", ", ".join(told["states"])),
        ("People", ", ".join(told["people"])),
        ("Addresses", str(told["pages"])),
        ("Pages opened", str(told["visits"])),
        ("Requests", str(told["requests"])),
        ("Differences", str(len(told["differences"]))),
    )
    return _table((), rows)


def _differences(report: Report) -> str:
    found = report.differences
    if not found:
        return "<h2>No difference</h2><p>Nothing was kept or contacted that is not declared.</p>"
    heads = ("Browser", "State", "Who", "Page", "What", "Name", "Why")
    return f"<h2 class=bad>Differences</h2>{_table(heads, (tuple(it.values()) for it in found))}"


def _pages(report: Report) -> Iterator[str]:
    heads = ("Page", "Status", "Cookies", "Storage", "Requests")
    for (browser, state, who), visits in groupby(report.visits, key=_stand):
        yield f"<h2>{escape(f'{browser}, {state}, {who}')}</h2>"
        yield _table(heads, (_row(visit) for visit in visits))


def _stand(visit: Visit) -> tuple[str, str, str]:
    return visit.browser, visit.state, visit.who


def _row(visit: Visit) -> tuple[str, ...]:
    ended = "" if visit.ended == visit.address else f" → {visit.ended}"
    return (
        f"{visit.address}{ended}",
        str(visit.status or "no document"),
        ", ".join(visit.cookies),
        ", ".join(visit.items),
        ", ".join(visit.requests),
    )


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    top = "".join(f"<th>{escape(head)}" for head in heads)
    lines = ("".join(f"<td>{escape(cell)}" for cell in row) for row in rows)
    return f"<table><tr>{top}{''.join(f'<tr>{line}' for line in lines)}</table>"
