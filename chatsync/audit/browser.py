"""A browser as the audit drives it: one thin face for Chromium and Firefox.

Whoever opens pages here sees what a person's browser sees: each tab has a profile of its own that
has never been anywhere, and every request, also of workers and of what a page sends while it is
left, is written down.
"""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from chatsync.audit.wire import Event, Wire

_LOADS_WITHIN_S = 45.0
_RESTS_WITHIN_S = 8.0


class BrowserSignal(StrEnum):
    """What a browser says by itself about being measured."""

    NONE = "none"
    DNT = "dnt"
    GPC = "gpc"


@dataclass(frozen=True)
class Cookie:
    """One cookie as the browser keeps it. `domain` begins with a dot unless it is one host's."""

    name: str
    domain: str
    path: str
    secure: bool
    http_only: bool
    same_site: str
    expires: float | None


@dataclass(frozen=True)
class Sent:
    """One request: `stored` is whether the answer may stay in the browser's store of files."""

    url: str
    stored: bool = False


@dataclass(frozen=True)
class Opened:
    """Where a navigation ended. `status` 0: with no document, such as a download."""

    url: str
    status: int


@dataclass
class Record:
    """What one tab has sent since it was last asked."""

    sent: dict[str, Sent] = field(default_factory=dict)
    pending: set[str] = field(default_factory=set)
    documents: list[Opened] = field(default_factory=list)
    moved_at: float = field(default_factory=time.monotonic)

    def goes_out(self, key: str, url: str) -> None:
        """A request leaves; each step of a redirect is one of its own."""
        self.moved_at = time.monotonic()
        self.sent[f"{key} {url}"] = Sent(url)
        self.pending.add(key)

    def comes_back(self, key: str, url: str, cache_control: str) -> None:
        at = f"{key} {url}"
        if at in self.sent:
            self.sent[at] = replace(self.sent[at], stored=_is_stored(cache_control))

    def ends(self, key: str) -> None:
        self.moved_at = time.monotonic()
        self.pending.discard(key)


class Tab(ABC):
    """One page in a profile of its own."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.record = Record()

    @abstractmethod
    def go(self, url: str) -> None:
        """Navigate as by the address bar, until the document and its parts have loaded."""

    @abstractmethod
    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page; a promise is awaited."""

    @abstractmethod
    def cookies(self) -> list[Cookie]:
        """All of this profile, of every host."""

    @abstractmethod
    def plant(self, url: str, name: str, value: str) -> None:
        """Put a cookie of ours into the profile, flagged as the registry demands."""

    @abstractmethod
    def back(self) -> None:
        """Press the back button."""

    @abstractmethod
    def close(self) -> None:
        """Close the page and forget its profile."""

    def open(self, url: str, quiet: float = 0.05) -> Opened:
        """Go there and let it rest; where it ended."""
        self.record.documents.clear()
        self.record.pending.clear()  # what another page asked for and never got is not waited for
        self.go(url)
        self.rest(quiet)
        ends = self.record.documents
        return ends[-1] if ends else Opened(url, 0)

    def rest(self, quiet: float) -> None:
        """Wait until nothing was sent for a while and every answer has come."""
        until = time.monotonic() + _RESTS_WITHIN_S
        begun = time.monotonic()
        while (moment := time.monotonic()) < until:
            still = moment - max(begun, self.record.moved_at)
            if still >= quiet and (not self.record.pending or still >= 1):
                return
            self.wire.listen(min(quiet, 0.05))

    def wait(self, script: str, within: float = _LOADS_WITHIN_S) -> None:
        """Wait until the expression is true, across navigations. Raises AssertionError."""
        until = time.monotonic() + within
        while not self.is_true(script):
            if time.monotonic() > until:
                raise AssertionError(f"never came true: {script}")
            self.wire.listen(0.05)

    def is_true(self, script: str) -> bool:
        return bool(self.evaluate(f"Boolean({script})"))

    def take_sent(self) -> list[Sent]:
        """What was sent since the last time."""
        sent = list(self.record.sent.values())
        self.record.sent.clear()
        return sent


class Driven(ABC):
    """A running browser. One tab is open at a time: whatever is sent belongs to it."""

    key: str
    version: str

    def __init__(self, address: str, stop: Callable[[], None]) -> None:
        self.wire = Wire(address, self._heard)
        self._stop = stop
        self.tab: Tab | None = None

    @abstractmethod
    def new_tab(self) -> Tab:
        """A page in a profile that has never been anywhere."""

    @abstractmethod
    def note(self, event: Event, record: Record) -> None:
        """Write a network event into the record of the open tab."""

    def close(self) -> None:
        """End the browser and delete its folder."""
        try:
            self.wire.close()
        finally:
            self._stop()

    def _heard(self, event: Event) -> None:
        if self.tab:
            self.note(event, self.tab.record)


def read_json(text: Any) -> Any:
    """What a page's script gave as JSON."""
    return json.loads(text) if isinstance(text, str) else None


def _is_stored(cache_control: str) -> bool:
    """Whether a browser may use an answer again without asking (RFC 9111)."""
    said = [part.strip().lower() for part in cache_control.split(",")]
    if "no-store" in said or "no-cache" in said:
        return False
    ages = [part.partition("=")[2] for part in said if part.startswith("max-age=")]
    return any(age.isdecimal() and int(age) > 0 for age in ages)
