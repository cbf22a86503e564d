"""What blocking add-ons stop by themselves, as it was tried: `addons.json`.

The file is written by `python -m audit.addons` and by nothing else; the policy page prints it.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from chatsync.privacy.vendors.adapter import Adapter

FACTS = Path(__file__).parent / "addons.json"


class Stops(StrEnum):
    """How much of a measuring service does not leave the browser."""

    ALL = "all"
    REPORTS = "reports"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Tried:
    """One add-on with the lists that it brings, and what it stops of a service."""

    name: str
    version: str
    on: date
    stops: Stops
    lines: tuple[str, ...]
    """What to add to its own filters, so that all of it is stopped."""


def tried_with(adapter: Adapter) -> Tried:
    """What the add-on does to the service as this installation uses it."""
    facts = _facts()
    where = "own_cloud" if adapter.is_in_own_cloud else "elsewhere"
    stops = Stops(facts["stops"][adapter.vendor.key][where])
    lines = () if stops is Stops.ALL else tuple(filter_line(host) for host in adapter.vendor.hosts)
    return Tried(
        facts["addon"], facts["version"], date.fromisoformat(facts["tried_on"]), stops, lines
    )


def tried_with_ours(origin: str, path: str) -> Tried:
    """What the add-on does to the reports of our own pages, which go to `path` of `origin`."""
    facts = _facts()
    return Tried(
        facts["addon"],
        facts["version"],
        date.fromisoformat(facts["tried_on"]),
        Stops(facts["own"]),
        (own_filter_line(origin, path),),
    )


def own_filter_line(origin: str, path: str) -> str:
    """A line that stops what our pages tell of their speed, and nothing else of ours."""
    return f"|{origin}{path}|"


def filter_line(origin: str) -> str:
    """A line that stops everything which goes to a host (the syntax of Adblock Plus and others)."""
    return f"||{origin.partition('://')[2].partition(':')[0]}^"


@cache
def _facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8"))
    return found
