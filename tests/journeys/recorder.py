"""What the pages of a journey kept and sent, held against the published registry (CP-1.1)."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Request

from chatsync.audit.browser import Cookie, Sent
from chatsync.audit.declared import ADDRESS, SET_BY, Registry, Seen, State
from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.entries import Kind
from tests.support.product import request as ask

_TOLD_BY_THE_PAGE = {Kind.BEACON}
"""A page that breaks its own rules says so in the console, which every journey reads."""


@dataclass
class Recorder:
    """One browser context; `origin` is ours, and only what our own pages cause counts.

    A measuring service that the installation declares is let through: whether it may be
    contacted yet is what its own journeys are about. A journey may begin with cookies of an earlier
    one, so which page set them is left to the server's guard.
    """

    origin: str
    has_script: bool = True
    sent: list[Sent] = field(default_factory=list)
    pays: bool = False
    """Whether the payment page was opened: it alone may contact the payment company."""

    def __post_init__(self) -> None:
        """Read the registry now: a journey may cut its cable later."""
        _registry(self.origin)

    def hear(self, request: Request) -> None:
        """Note what goes to us, and what our pages send elsewhere; where people go is theirs."""
        self.pays = self.pays or area_of(urlsplit(request.url).path) is Area.CHECKOUT
        is_own = request.url.startswith(f"{self.origin}/")
        if is_own or (not request.is_navigation_request() and self._is_by_us(request)):
            self.sent.append(Sent(request.url))

    def _is_by_us(self, request: Request) -> bool:
        try:
            return request.frame.url.startswith(f"{self.origin}/")
        except Error:
            return True  # a worker's, or of a page that is being left

    def faults(self, context: BrowserContext) -> list[str]:
        """All that is not declared, in the words of the browser's own guard."""
        kept = context.storage_state() if self.has_script else {"origins": []}
        stores = [one for one in kept["origins"] if one["origin"] == self.origin]
        items = [(Kind.LOCAL_STORAGE, one["name"]) for it in stores for one in it["localStorage"]]
        seen = Seen(
            f"{self.origin}/{'pay' if self.pays else ''}",
            tuple(_cookie(one) for one in context.cookies()),
            tuple((str(kind), str(name)) for kind, name in items),
            tuple(self.sent),
        )
        registry = _registry(self.origin)
        found = registry.faults(State.ACCEPTED, (), seen)
        told = [
            one
            for one in found
            if one.kind not in _TOLD_BY_THE_PAGE and not one.why.startswith(SET_BY)
        ]
        return [f"Not declared in the registry: {it.kind} {it.name} {it.why}" for it in told]


@cache
def _registry(origin: str) -> Registry:
    return Registry(ask(origin, "GET", ADDRESS).json(), origin)


def _cookie(told: Any) -> Cookie:
    return Cookie(
        name=told["name"],
        domain=told["domain"],
        path=told["path"],
        secure=told["secure"],
        http_only=told["httpOnly"],
        same_site=told["sameSite"],
        expires=None if told["expires"] < 0 else told["expires"],
    )
