"""The registry that an installation publishes, and what does not agree with it."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from chatsync.audit.browser import BrowserSignal, Cookie, Sent
from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.entries import US, Flag, Kind, Tier
from chatsync.privacy.measured import is_of

ADDRESS = "/cookies/registry.json"
SET_BY = "was set by a page of:"
_CLOCKS_DIFFER_S = 120.0
_OF_THE_PAGE = {"data", "blob", "about", "chrome-error", "chrome", "resource"}


class State(StrEnum):
    """How a browser stands towards measurement when it opens a page."""

    FIRST = gettext_noop("first visit")
    REFUSED = gettext_noop("refused")
    ACCEPTED = gettext_noop("accepted")
    DNT = gettext_noop("Do Not Track")
    GPC = gettext_noop("Global Privacy Control")

    @property
    def signal(self) -> BrowserSignal:
        return {State.DNT: BrowserSignal.DNT, State.GPC: BrowserSignal.GPC}.get(
            self, BrowserSignal.NONE
        )


@dataclass(frozen=True)
class Fault:
    """One thing that the registry does not allow: a cookie, an item of storage, a request."""

    kind: str
    name: str
    why: str


@dataclass(frozen=True)
class Entry:
    """One line of the published registry."""

    name: str
    kind: str
    tier: str
    setter: str
    lifetime: int | None
    flags: frozenset[str]
    where: frozenset[str]
    is_pattern: bool

    def covers(self, kind: str, name: str) -> bool:
        if kind != self.kind:
            return False
        return bool(re.fullmatch(self.name, name)) if self.is_pattern else name == self.name


@dataclass(frozen=True)
class Seen:
    """What one page left in the browser and sent. `items` are kind and name."""

    address: str
    cookies: tuple[Cookie, ...]
    items: tuple[tuple[str, str], ...]
    sent: tuple[Sent, ...]


class Registry:
    """What an installation says of itself; `origin` is where it was asked. Raises ValueError."""

    def __init__(self, told: Any, origin: str) -> None:
        try:
            self.version: dict[str, str] = dict(told["version"])
            self.pages = [(str(one["address"]), str(one["area"])) for one in told["pages"]]
            self._own = [_entry(one) for one in (*told["entries"], *told["infrastructure"])]
            by_tier = [(str(it["tier"]), it["hosts"], it["entries"]) for it in told["vendors"]]
            self._hosts = {one for tier, hosts, _kept in by_tier for one in hosts if tier == "B"}
            self._paid = {one for tier, hosts, _kept in by_tier for one in hosts if tier == "C"}
            self._vendors = [_entry(one) for _tier, _hosts, kept in by_tier for one in kept]
            self._origins = {origin, str(told.get("pay_url") or origin)}
        except (KeyError, TypeError) as error:
            raise ValueError(f"{origin}{ADDRESS} is no registry that can be read.") from error
        self.origin = origin

    @property
    def asks(self) -> bool:
        """Whether the installation measures anything, and so has a question."""
        return bool(self._hosts) or any(it.tier == Tier.MEASUREMENT for it in self._own)

    def faults(self, state: State, before: Iterable[Cookie], seen: Seen) -> Iterator[Fault]:
        """All that is not declared, or not like this, on one page. `before`: the cookies till then.

        A measuring service counts as declared only where the visitor agreed and no signal forbids,
        a payment company only on the payment page.
        """
        allowed = _allowed(state, seen.address)
        areas = {area_of(urlsplit(one.url).path) for one in seen.sent if self._is_own(one.url)}
        areas |= {area_of(urlsplit(seen.address).path)}
        earlier = set(before)
        known = {cookie.name for cookie in earlier}
        for cookie in seen.cookies:
            if cookie not in earlier:  # what was told once is not told again on every page
                new_in = areas if cookie.name not in known else frozenset[str]()
                yield from self._of_cookie(cookie, allowed, new_in)
        for kind, name in seen.items:
            if self._entry_for(kind, name, allowed) is None:
                yield Fault(kind, name, "is not in the registry")
        for one in seen.sent:
            yield from self._of_request(one, allowed)

    def _of_cookie(
        self, cookie: Cookie, allowed: frozenset[str], new_in: Iterable[str]
    ) -> Iterator[Fault]:
        if cookie.domain.lstrip(".") != urlsplit(self.origin).hostname:
            entry = self._of_vendor(Kind.COOKIE, cookie.name, allowed)
            if entry is None:
                why = f"is kept by another host, {cookie.domain}, and not declared"
                yield Fault(Kind.COOKIE, cookie.name, why)
            return
        entry = self._entry_for(Kind.COOKIE, cookie.name, allowed)
        if entry is None:
            yield Fault(Kind.COOKIE, cookie.name, "is not in the registry")
            return
        for why in _shape(entry, cookie):
            yield Fault(Kind.COOKIE, cookie.name, why)
        places = set(new_in)
        if places and not places & entry.where:
            why = f"{SET_BY} {', '.join(sorted(places))}"
            yield Fault(Kind.COOKIE, cookie.name, why)

    def _of_request(self, one: Sent, allowed: frozenset[str]) -> Iterator[Fault]:
        parts = urlsplit(one.url)
        if parts.scheme in _OF_THE_PAGE:
            return
        if not self._is_own(one.url):
            if not self._is_declared(_origin(one.url), allowed):
                yield Fault("request", _origin(one.url), "goes to a host that is not declared")
            return
        yield from self._of_report(parts.path, allowed)
        stores = [entry for entry in self._own if entry.kind == Kind.FILE_CACHE]
        if one.stored and not any(parts.path.startswith(entry.name) for entry in stores):
            yield Fault(Kind.FILE_CACHE, parts.path, "may stay in the browser undeclared")

    def _is_declared(self, origin: str, allowed: frozenset[str]) -> bool:
        if Tier.MEASUREMENT in allowed and origin in self._hosts:
            return True
        return Tier.PAYMENT in allowed and any(is_of(host, origin) for host in self._paid)

    def _of_report(self, path: str, allowed: frozenset[str]) -> Iterator[Fault]:
        """What a page sends by itself: of its speed, where somebody agreed, or of broken rules."""
        for entry in self._own:
            if not entry.covers(Kind.BEACON, path):
                continue
            if entry.tier != Tier.MEASUREMENT:
                yield Fault(Kind.BEACON, path, "a page broke its own rules and reported it")
            elif Tier.MEASUREMENT not in allowed:
                yield Fault(Kind.BEACON, path, "measures somebody who did not agree")

    def _entry_for(self, kind: str, name: str, allowed: frozenset[str]) -> Entry | None:
        found = next((entry for entry in self._own if entry.covers(kind, name)), None)
        if found and found.tier not in allowed:
            return None
        return found or self._of_vendor(kind, name, allowed)

    def _of_vendor(self, kind: str, name: str, allowed: frozenset[str]) -> Entry | None:
        known = (entry for entry in self._vendors if entry.tier in allowed)
        return next((entry for entry in known if entry.covers(kind, name)), None)

    def _is_own(self, url: str) -> bool:
        return _origin(url) in self._origins


def _allowed(state: State, address: str) -> frozenset[str]:
    """The tiers of which something may be on this page in this state."""
    pays = area_of(urlsplit(address).path) is Area.CHECKOUT
    measures = {Tier.MEASUREMENT} if state is State.ACCEPTED else set()
    return frozenset({Tier.ESSENTIAL, *measures, *({Tier.PAYMENT} if pays else set())})


def _shape(entry: Entry, cookie: Cookie) -> Iterator[str]:
    """What a declared cookie lacks: its flags, one host alone, its time."""
    has = {
        Flag.SECURE: cookie.secure,
        Flag.HTTP_ONLY: cookie.http_only,
        Flag.SAME_SITE_STRICT: cookie.same_site == "Strict",
        Flag.PATH_ROOT: cookie.path == "/",
    }
    yield from (
        f"lacks {flag}" for flag, is_there in has.items() if not is_there and flag in entry.flags
    )
    if entry.setter == US and cookie.domain.startswith("."):
        yield "is given to more than one host"
    if entry.setter == US and not cookie.name.startswith("__Host-"):
        yield "does not begin with __Host-"
    if cookie.expires is None:
        return
    if entry.lifetime is None:
        yield "outlives the browser"
    elif cookie.expires - time.time() > entry.lifetime + _CLOCKS_DIFFER_S:
        yield "lives longer than declared"


def _entry(told: dict[str, Any]) -> Entry:
    lifetime = told["lifetime_seconds"]
    return Entry(
        name=str(told["name"]),
        kind=str(told["kind"]),
        tier=str(told["tier"]),
        setter=str(told["setter"]),
        lifetime=None if lifetime is None else int(lifetime),
        flags=frozenset(told["flags"]),
        where=frozenset(told["where"]),
        is_pattern=bool(told["is_pattern"]),
    )


def _origin(url: str) -> str:
    """Scheme, host and port; a socket counts as the page's own scheme."""
    parts = urlsplit(url)
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return f"{scheme}://{parts.netloc}".lower()
