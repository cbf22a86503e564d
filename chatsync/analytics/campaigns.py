"""Which words of a campaign link are counted: those that an operator listed."""

import time
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import HttpRequest

from chatsync.analytics.models import UtmKind
from chatsync.analytics.queries.campaigns import utm_values

OTHER = "other"
"""What every word counts as that nobody listed."""
REREAD_S = 5.0


@dataclass(frozen=True)
class Campaign:
    """The words of a link. Empty: the link had none."""

    source: str = ""
    medium: str = ""
    campaign: str = ""


class _Listed:
    """The listed words as this process last read them."""

    def __init__(self) -> None:
        self._known: frozenset[tuple[str, str]] = frozenset()
        self._read_at = float("-inf")

    def now(self) -> frozenset[tuple[str, str]]:
        """Read anew every few seconds; while the database is away the last known ones hold."""
        if time.monotonic() - self._read_at > REREAD_S:
            try:
                self._known = utm_values()
            except DatabaseError:
                return self._known
            self._read_at = time.monotonic()
        return self._known

    def forget(self) -> None:
        self._read_at = float("-inf")


LISTED = _Listed()


def campaign_of(request: HttpRequest) -> Campaign:
    """What the link of this request says of itself; found out once."""
    known: Campaign | None = getattr(request, "campaign", None)
    if known is None:
        known = _read(request)
        request.campaign = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> Campaign:
    if not any(f"utm_{kind}" in request.GET for kind in UtmKind.values):
        return Campaign()
    listed = LISTED.now()
    return Campaign(*(_counted_as(request, kind, listed) for kind in UtmKind.values))


def _counted_as(request: HttpRequest, kind: str, listed: frozenset[tuple[str, str]]) -> str:
    said = plain(request.GET.get(f"utm_{kind}", ""))
    if not said:
        return ""
    return said if (kind, said) in listed else OTHER


def plain(value: str) -> str:
    """A word as it is listed and compared: small letters, no spaces around."""
    return value.strip().lower()
