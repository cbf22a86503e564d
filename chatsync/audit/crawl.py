"""Opening every page of an installation as one person in one state, and looking at what is left.

The pages come from the URL table that the installation publishes; links lead to the rest: a page
of the dashboard, a number that exists. Only links are followed, and reading changes nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from chatsync.audit.browser import Cookie, Tab, read_json
from chatsync.audit.declared import Fault, Registry, Seen, State
from chatsync.privacy.areas import Area, area_of

VISITOR = "visitor"
LOOK = """
(async () => {
  const kept = [];
  const add = (kind, names) => { for (const name of names) kept.push([kind, name]); };
  const keys = (store) => Array.from({length: store.length}, (_none, place) => store.key(place));
  const attempt = async (look) => { try { await look(); } catch { /* not offered here */ } };
  await attempt(() => add("local storage", keys(localStorage)));
  await attempt(() => add("session storage", keys(sessionStorage)));
  await attempt(async () => add("IndexedDB", (await indexedDB.databases()).map((it) => it.name)));
  await attempt(async () => add("cache storage", await caches.keys()));
  await attempt(async () => add("service worker", Array.from(
    await navigator.serviceWorker.getRegistrations(), (it) => new URL(it.scope).pathname)));
  const links = Array.from(document.querySelectorAll("a[href]:not([download])"), (it) => it.href);
  return JSON.stringify({kept, links});
})()
"""
_ANSWER = "document.querySelector('.consent button[name=answer][value={answer}]')"
_ID = re.compile(r"org_[0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f-]{20,}|\d+|[A-Za-z0-9_-]{40,}")
_PLACE = re.compile(r"<(\w+)>")
_MADE_UP = {
    "number": "1",
    "word": "1",
    "version": "1",
    "pk": "1",
    "token": "0" * 32 + "-" + "A" * 43,
    "workspace": "org_" + "0" * 32,
    "tenant": "org_" + "0" * 32,
}
_NOBODY = "00000000-0000-7000-8000-000000000000"
_NOT_FOLLOWED = ("/api/", "/static/", "/webhooks/")
_RESTS_S = {Area.DASHBOARD: 0.3}
_SIGN_IN = "/login"
_ENDED = "has ended: no page after this one was opened as them; make new ones with audit-session"
UNKNOWN = "/no/such/page"
"""An address that nothing answers: its page is a page too."""


@dataclass(frozen=True)
class Who:
    """Somebody who opens pages; `session` is the name and value of their cookie."""

    role: str = VISITOR
    session: tuple[str, str] | None = None
    workspace: str = ""


@dataclass
class Visit:
    """One page as it was seen. `address` is what was asked for, without its query."""

    browser: str
    state: State
    who: str
    address: str
    ended: str
    status: int
    cookies: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


Wanted = Callable[[State, Who, str], bool]
"""Whether an address is to be opened in this state by this person; for whoever has less time."""


class Crawl:
    """One person's way through all pages, in one profile."""

    def __init__(self, tab: Tab, registry: Registry, browser: str, state: State, who: Who) -> None:
        self._tab = tab
        self._registry = registry
        self._browser = browser
        self._state = state
        self._who = who
        self._before: list[Cookie] = []
        self._found: dict[str, str] = {}
        self._done: set[str] = set()
        self._is_out = False

    def run(self, wanted: Wanted) -> Iterator[Visit]:
        """Answer as the state says, then open page after page, those that links name last."""
        yield from self._begin()
        fixed = [it for it, _area in self._registry.pages if not _PLACE.search(it)]
        open_ended = [it for it, _area in self._registry.pages if _PLACE.search(it)]
        for address in (*fixed, UNKNOWN, *self._own_pages()):
            yield from self._visit(address, wanted)
        yield from self._follow(wanted)
        for pattern in open_ended:
            if shape(self._filled(pattern)) not in self._done:
                yield from self._visit(self._filled(pattern), wanted)
        yield from self._follow(wanted)

    def _begin(self) -> Iterator[Visit]:
        if self._state in {State.REFUSED, State.ACCEPTED}:
            yield self._look("/")
            button = _ANSWER.format(answer="accept" if self._state is State.ACCEPTED else "refuse")
            if self._tab.is_true(button):
                self._tab.evaluate(f"void {button}.click()")
                self._tab.wait(f"document.readyState === 'complete' && !{button}")
                self._tab.rest(0.3)
                yield self._seen("/preferences/consent", "/", 200)
        if self._who.session:
            name, value = self._who.session
            self._tab.plant(self._registry.origin, name, value)
            self._before = self._tab.cookies()

    def _own_pages(self) -> list[str]:
        return [f"/w/{self._who.workspace}/inbox"] if self._who.workspace else []

    def _follow(self, wanted: Wanted) -> Iterator[Visit]:
        while self._found:
            found, self._found = self._found, {}
            for address in found.values():
                yield from self._visit(address, wanted)

    def _visit(self, address: str, wanted: Wanted) -> Iterator[Visit]:
        if shape(address) in self._done or self._is_out:
            return
        self._done.add(shape(address))
        if wanted(self._state, self._who, address):
            yield self._look(address)

    def _look(self, address: str) -> Visit:
        rests = _RESTS_S.get(area_of(urlsplit(address).path), 0.05)
        opened = self._tab.open(f"{self._registry.origin}{address}", rests)
        visit = self._seen(address, _path(opened.url), opened.status)
        if self._who.session and visit.ended == _SIGN_IN != visit.address:
            self._is_out = True
            visit.faults.append(Fault("sign-in", self._who.role, _ENDED))
        return visit

    def _seen(self, address: str, ended: str, status: int) -> Visit:
        told: dict[str, Any] = read_json(self._tab.evaluate(LOOK)) or {"kept": [], "links": []}
        cookies, sent = self._tab.cookies(), self._tab.take_sent()
        items = tuple((str(kind), str(name)) for kind, name in told["kept"])
        seen = Seen(ended, tuple(cookies), items, tuple(sent))
        faults = list(self._registry.faults(self._state, self._before, seen))
        self._before = cookies
        self._note_links(told["links"])
        return Visit(
            browser=self._browser,
            state=self._state,
            who=self._who.role,
            address=_path(address),
            ended=ended,
            status=status,
            cookies=sorted({cookie.name for cookie in cookies}),
            items=sorted(f"{kind} {name}" for kind, name in items),
            requests=sorted({one.url.partition("?")[0][:200] for one in sent}),
            faults=list(dict.fromkeys(faults)),
        )

    def _note_links(self, links: list[str]) -> None:
        for link in links:
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}".lower() != self._registry.origin:
                continue
            at = shape(parts.path)
            if at not in self._done and not parts.path.startswith(_NOT_FOLLOWED):
                query = f"?{parts.query}" if parts.query else ""
                self._found.setdefault(at, f"{parts.path}{query}")

    def _filled(self, pattern: str) -> str:
        """A pattern of the URL table as an address: with what this person has, or made up."""
        known = {**_MADE_UP}
        if self._who.workspace:
            known |= {"workspace": self._who.workspace, "tenant": self._who.workspace}
        return _PLACE.sub(lambda place: known.get(place[1], _NOBODY), pattern)


def shape(address: str) -> str:
    """An address without what differs from one thing to the next of its kind."""
    parts = urlsplit(address).path.split("/")
    return "/".join("*" if _ID.fullmatch(part) else part for part in parts)


def _path(url: str) -> str:
    return urlsplit(url).path
