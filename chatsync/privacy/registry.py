"""Everything that ChatSync may keep in a browser. What is not listed here is refused.

The response middleware, and later the policy page, the preference page and the wipe, derive from
this list; nothing else names a cookie.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area


class Kind(StrEnum):
    COOKIE = "cookie"
    LOCAL_STORAGE = "local storage"
    SESSION_STORAGE = "session storage"
    INDEXED_DB = "IndexedDB"
    CACHE = "cache"
    BEACON = "beacon"


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


@dataclass(frozen=True)
class Entry:
    """One thing in the browser.

    `lifetime` None: until the browser closes. `where`: the areas whose answers may write it.
    `switched_on_by` is a sentence of the catalogue.
    """

    name: str
    kind: Kind
    tier: Tier
    setter: str
    purpose: Purpose
    lifetime: timedelta | None
    flags: frozenset[Flag]
    where: frozenset[Area]
    switched_on_by: str


def _cookie(
    name: str,
    purpose: Purpose,
    where: frozenset[Area],
    switched_on_by: str,
    lifetime: timedelta | None = None,
) -> Entry:
    return Entry(
        name=f"__Host-cs_{name}",
        kind=Kind.COOKIE,
        tier=Tier.ESSENTIAL,
        setter="ChatSync",
        purpose=purpose,
        lifetime=lifetime,
        flags=STRICT,
        where=where,
        switched_on_by=switched_on_by,
    )


_SIGNED_IN = frozenset({Area.ACCOUNT, Area.DASHBOARD, Area.API, Area.PREFERENCES})

SESSION = _cookie(
    "session",
    Purpose.SIGN_IN,
    _SIGNED_IN,
    gettext_noop("Signing in, signing up or resetting a password"),
)
CSRF = _cookie(
    "csrf",
    Purpose.FORMS,
    frozenset({Area.ACCOUNT, Area.DASHBOARD}),
    gettext_noop("Opening the sign-in, sign-up or reset page, or being signed in"),
)
TRUSTED = _cookie(
    "trusted",
    Purpose.SIGN_IN,
    frozenset({Area.ACCOUNT}),
    gettext_noop("Choosing to trust a browser after showing a second factor"),
    timedelta(days=7),
)
WORKSPACE = _cookie(
    "workspace",
    Purpose.WORKSPACE,
    frozenset({Area.DASHBOARD}),
    gettext_noop("Opening a workspace"),
    timedelta(days=180),
)
THEME = _cookie(
    "theme",
    Purpose.APPEARANCE,
    frozenset({Area.PREFERENCES}),
    gettext_noop("Choosing light, dark or the system's colours"),
    timedelta(days=365),
)
LOCALE = _cookie(
    "locale",
    Purpose.APPEARANCE,
    frozenset({Area.PREFERENCES}),
    gettext_noop("Choosing a language"),
    timedelta(days=365),
)

ENTRIES: tuple[Entry, ...] = (SESSION, CSRF, TRUSTED, WORKSPACE, THEME, LOCALE)

COOKIES: dict[str, Entry] = {entry.name: entry for entry in ENTRIES if entry.kind is Kind.COOKIE}
