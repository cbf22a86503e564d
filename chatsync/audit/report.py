"""The audit as a whole: every person in every state in every browser, and its report."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from threading import Event
from typing import Any

from chatsync.audit.browser import Driven
from chatsync.audit.crawl import UNKNOWN, Crawl, Visit, Wanted, Who
from chatsync.audit.declared import ADDRESS, Registry, State
from chatsync.audit.launching import driven
from chatsync.audit.wire import BrowserFault

_NO_PAGE_OF_ITS_OWN = frozenset({404, 405})

Told = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What is to be looked at. `demand` raises where the version is not the one that is meant."""

    url: str
    browsers: tuple[str, ...]
    people: tuple[Who, ...] = (Who(),)
    states: tuple[State, ...] = tuple(State)
    demand: Callable[[dict[str, str]], None] = lambda _version: None
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

    Each browser has a thread of its own: they spend their time waiting for pages. Where one fails,
    or the process is told to end, all of them end after the page that they have open.
    """
    if not order.browsers:
        raise ValueError("The audit needs a browser.")
    ended = Event()
    order = replace(order, wanted=_until(ended, order.wanted))
    with ThreadPoolExecutor(len(order.browsers)) as pool:
        parts = [pool.submit(_by_browser, key, order, told) for key in order.browsers]
        try:
            for part in as_completed(parts):
                part.result()
        except BaseException:
            ended.set()
            raise
    report, *others = (part.result() for part in parts)
    for other in others:
        report.versions += other.versions
        report.visits += other.visits
        report.ended_at = max(report.ended_at, other.ended_at)
    return report


def _until(ended: Event, wanted: Wanted) -> Wanted:
    def asked(state: State, who: Who, address: str) -> bool:
        if ended.is_set():
            raise BrowserFault("The audit was ended.")
        return wanted(state, who, address)

    return asked


def _by_browser(key: str, order: Order, told: Told) -> Report:
    """One start for each signal: Firefox says one in all its profiles or in none."""
    began, report = _now(), None
    for signal, states in groupby(order.states, key=lambda state: state.signal):
        with driven(key, signal) as browser:
            registry = published(browser, order.url)
            if report is None:
                order.demand(registry.version)
                report = Report(order.url, registry.version, registry.asks, began, began)
                report.versions.append(browser.version)
            for state in states:
                wanted = _worthwhile(order.wanted, report.visits)
                for who in order.people:
                    report.visits += _as_one(browser, registry, (state, who), wanted)
                    so_far = f"{len(report.visits)} pages opened"
                    told(f"{browser.version}, {state}, {who.role}: {so_far}")
    if report is None:
        raise ValueError("The audit needs a state.")
    report.ended_at = _now()
    return report


def _as_one(
    browser: Driven, registry: Registry, stand: tuple[State, Who], wanted: Wanted
) -> list[Visit]:
    tab = browser.new_tab()
    visits = list(Crawl(tab, registry, browser.version, *stand).run(wanted))
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
