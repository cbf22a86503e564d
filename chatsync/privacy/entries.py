"""What one line of the registry says: ours, or that of a company whose service a page may use."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area


class Kind(StrEnum):
    """Every way in which a page can keep something in a browser, or make it send something."""

    COOKIE = gettext_noop("cookie")
    LOCAL_STORAGE = gettext_noop("local storage")
    SESSION_STORAGE = gettext_noop("session storage")
    INDEXED_DB = gettext_noop("IndexedDB")
    CACHE = gettext_noop("cache storage")
    FILE_CACHE = gettext_noop("the browser's store of files")
    SERVICE_WORKER = gettext_noop("service worker")
    BEACON = gettext_noop("report")


class Tier(StrEnum):
    """A: the product cannot work without it. B: measurement. C: payment."""

    ESSENTIAL = "A"
    MEASUREMENT = "B"
    PAYMENT = "C"


class Purpose(StrEnum):
    """The closed list of reasons to keep something in a browser."""

    SIGN_IN = gettext_noop("Keeping you signed in")
    WORKSPACE = gettext_noop("Bringing you to your workspace")
    FORMS = gettext_noop("Protecting forms and calls")
    APPEARANCE = gettext_noop("Appearance and language")
    CHOICE = gettext_noop("Remembering your choice")
    SPEED = gettext_noop("Finding slow or broken pages")
    PAYMENT = gettext_noop("Payment")


class Flag(StrEnum):
    SECURE = "Secure"
    HTTP_ONLY = "HttpOnly"
    SAME_SITE_STRICT = "SameSite=Strict"
    PATH_ROOT = "Path=/"


STRICT = frozenset(Flag)
US = "ChatSync"
"""The setter of everything that the server itself keeps; pages say who that is by name."""


@dataclass(frozen=True)
class Entry:
    """One thing in the browser.

    `lifetime` None: until the browser closes. `where`: the areas whose answers may write it.
    `holds` and `switched_on_by` are sentences of the catalogue. With `is_pattern` the name is a
    regular expression over the whole name, for vendors that number theirs.
    """

    name: str
    kind: Kind
    tier: Tier
    setter: str
    purpose: Purpose
    lifetime: timedelta | None
    flags: frozenset[Flag]
    where: frozenset[Area]
    holds: str
    switched_on_by: str
    is_pattern: bool = False

    def covers(self, name: str) -> bool:
        """Whether this line declares an item of that name."""
        return bool(re.fullmatch(self.name, name)) if self.is_pattern else name == self.name


@dataclass(frozen=True)
class Vendor:
    """Another company, as the policy page tells of it and the document's policy lets it in.

    `hosts` are all that a browser may contact for it; `entries` what its script keeps in the
    browser, possibly nothing. `sends` and `switched_on_by` are sentences of the catalogue.
    `measured_on`: the day on which somebody last looked at what it really does.
    """

    key: str
    name: str
    tier: Tier
    purpose: Purpose
    country: str
    policy_url: str
    hosts: tuple[str, ...]
    sends: str
    switched_on_by: str
    entries: tuple[Entry, ...] = ()
    measured_on: date | None = None
