"""The audit as a whole: every person in every state in every browser, and its report."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from chatsync.audit.browser import Driven
from chatsync.audit.crawl import UNKNOWN, Crawl, Visit, Wanted, Who
from chatsync.audit.declared import ADDRESS, Registry, State
from chatsync.audit.launching import driven

_NO_PAGE_OF_ITS_OWN = frozenset({404, 405})

Told = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be looked at."""

    url: str
    browsers: tuple[str, ...]
    people: tuple[Who, ...] = (Who(),)
    states: tuple[State, ...] = tuple(State)
    wanted: Wanted = lambda _state, _who, _address: True


@dataclass
class Report:
    """What was seen. `versions` are the browsers'."""

    url: str
    version: dict[str, str]
    asks: bool
    began_at: datetime
    ended_at: datetime
    versions: list[str] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    @property
    def differences(self) -> list[dict[str, str]]:
        """Each fault once for each browser, state, person and page."""
        return [
            {
                "browser": visit.browser,
                "state": visit.state,
                "who": visit.who,
                "page": visit.address,
                **asdict(fault),
            }
            for visit in self.visits
            for fault in visit.faults
        ]

    def summary(self) -> dict[str, Any]:
        """What the page of the last report shows."""
        return {
            "url": self.url,
            "version": self.version,
            "asks": self.asks,
            "began_at": self.began_at.isoformat(timespec="seconds"),
            "ended_at": self.ended_at.isoformat(timespec="seconds"),
            "browsers": self.versions,
            "states": [state for state in State if any(it.state is state for it in self.visits)],
            "people": sorted({visit.who for visit in self.visits}),
            "pages": len({visit.address for visit in self.visits}),
            "visits": len(self.visits),
            "requests": sum(len(visit.requests) for visit in self.visits),
            "differences": self.differences,
        }

    def as_json(self) -> str:
        """The summary with every cookie, item and request of every page."""
        told = {**self.summary(), "opened": [asdict(visit) for visit in self.visits]}
        return json.dumps(told, indent=1)


def audit(order: Order, told: Told = lambda _line: None) -> Report:
    """Open everything that the order names. Raises BrowserFault, and ValueError for no registry.

    Each browser has a thread of its own: they spend their time waiting for pages.
    """
    report: Report | None = None
    with ThreadPoolExecutor(len(order.browsers)) as pool:
        for part in pool.map(lambda key: _by_browser(key, order, told), order.browsers):
            report = _joined(report, part)
    if report is None:
        raise ValueError("The audit needs a browser.")
    return report


def _joined(report: Report | None, part: Report) -> Report:
    if report is None:
        return part
    report.versions += part.versions
    report.visits += part.visits
    report.ended_at = max(report.ended_at, part.ended_at)
    return report


def _by_browser(key: str, order: Order, told: Told) -> Report:
    """One start for each signal: Firefox says one in all its profiles or in none."""
    began, report = _now(), None
    for signal, states in groupby(order.states, key=lambda state: state.signal):
        with driven(key, signal) as browser:
            registry = published(browser, order.url)
            if report is None:
                report = Report(order.url, registry.version, registry.asks, began, began)
                report.versions.append(browser.version)
            for state in states:
                report.visits += _in_state(browser, registry, state, order, report.visits)
                told(f"{browser.version}, {state}: {len(report.visits)} pages opened")
    if report is None:
        raise ValueError("The audit needs a state.")
    report.ended_at = _now()
    return report


def _in_state(
    browser: Driven, registry: Registry, state: State, order: Order, seen: Sequence[Visit]
) -> Sequence[Visit]:
    visits: list[Visit] = []
    for who in order.people:
        tab = browser.new_tab()
        crawl = Crawl(tab, registry, browser.version, state, who)
        visits += crawl.run(_worthwhile(order.wanted, seen))
        tab.close()
    return visits


def _worthwhile(wanted: Wanted, seen: Sequence[Visit]) -> Wanted:
    """Opens once, not in each state, what leads to another page or is the unknown address's."""
    elsewhere = {
        (visit.who, visit.address)
        for visit in seen
        if visit.address != UNKNOWN
        and (visit.ended != visit.address or visit.status in _NO_PAGE_OF_ITS_OWN)
    }
    return lambda state, who, address: (
        (who.role, address.partition("?")[0]) not in elsewhere and wanted(state, who, address)
    )


def published(browser: Driven, url: str) -> Registry:
    """What the installation declares, read as a stranger's browser reads it. Raises ValueError."""
    tab = browser.new_tab()
    try:
        tab.open(f"{url}/")
        text = tab.evaluate(f"fetch({json.dumps(ADDRESS)}).then((it) => it.text(), () => '')")
        told = json.loads(text or "null")
    except ValueError:
        told = None
    finally:
        tab.close()
    return Registry(told, url)


def _now() -> datetime:
    return datetime.now(UTC)
