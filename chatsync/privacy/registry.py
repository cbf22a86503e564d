"""Everything that ChatSync may keep in a browser. What is not listed here is refused.

The response middleware, the guard in the browser, the policy page, the preference page and the
wipe derive from this list; nothing else names a cookie. Companies beside us declare theirs as
`Vendor`.
"""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.conf import settings

from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import STRICT, US, Entry, Flag, Kind, Purpose, Tier


def _cookie(
    name: str,
    purpose: Purpose,
    where: frozenset[Area],
    lifetime: timedelta | None = None,
    *,
    holds: str,
    switched_on_by: str,
) -> Entry:
    return Entry(
        name=f"__Host-cs_{name}",
        kind=Kind.COOKIE,
        tier=Tier.ESSENTIAL,
        setter=US,
        purpose=purpose,
        lifetime=lifetime,
        flags=STRICT,
        where=where,
        holds=holds,
        switched_on_by=switched_on_by,
    )


_unflagged = partial(Entry, tier=Tier.ESSENTIAL, setter=US, flags=frozenset())

_SIGNED_IN = frozenset({Area.ACCOUNT, Area.DASHBOARD, Area.API, Area.PREFERENCES})

SESSION = _cookie(
    "session",
    Purpose.SIGN_IN,
    _SIGNED_IN,
    holds=gettext_noop("A random number. What it stands for is on our server."),
    switched_on_by=gettext_noop("Signing in, signing up or resetting a password"),
)
CSRF = _cookie(
    "csrf",
    Purpose.FORMS,
    frozenset({Area.ACCOUNT, Area.DASHBOARD}),
    holds=gettext_noop("A random number that our own forms repeat and other sites cannot know."),
    switched_on_by=gettext_noop("Opening the sign-in, sign-up or reset page, or being signed in"),
)
TRUSTED = _cookie(
    "trusted",
    Purpose.SIGN_IN,
    frozenset({Area.ACCOUNT}),
    timedelta(days=7),
    holds=gettext_noop("A random number. It spares this browser the second factor, nothing else."),
    switched_on_by=gettext_noop("Choosing to trust a browser after showing a second factor"),
)
WORKSPACE = _cookie(
    "workspace",
    Purpose.WORKSPACE,
    frozenset({Area.DASHBOARD}),
    timedelta(days=180),
    holds=gettext_noop("The number of the workspace you opened last. It opens no door by itself."),
    switched_on_by=gettext_noop("Opening a workspace"),
)
THEME = _cookie(
    "theme",
    Purpose.APPEARANCE,
    frozenset({Area.PREFERENCES}),
    timedelta(days=365),
    holds=gettext_noop("One word: light, dark or system."),
    switched_on_by=gettext_noop("Choosing light, dark or the system's colours"),
)
LOCALE = _cookie(
    "locale",
    Purpose.APPEARANCE,
    frozenset({Area.PREFERENCES}),
    timedelta(days=365),
    holds=gettext_noop("One word: en or ur."),
    switched_on_by=gettext_noop("Choosing a language"),
)
CONSENT = _cookie(
    "consent",
    Purpose.CHOICE,
    frozenset({Area.PREFERENCES}),
    timedelta(days=182),
    holds=gettext_noop(
        "Your answer on measurement, the hour in which you gave it, what it was about, a random "
        "number, and our signature."
    ),
    switched_on_by=gettext_noop("Answering the question about measurement"),
)

PAGE_FILES = _unflagged(
    name="/static/",
    kind=Kind.FILE_CACHE,
    purpose=Purpose.APPEARANCE,
    lifetime=timedelta(days=365),
    where=frozenset({Area.MACHINE}),
    holds=gettext_noop("Styles, fonts, icons and scripts, the same for everybody."),
    switched_on_by=gettext_noop("Opening a page"),
)
SEEN_FILES = _unflagged(
    name="/api/v1/media/",
    kind=Kind.FILE_CACHE,
    purpose=Purpose.WORKSPACE,
    lifetime=timedelta(hours=1),
    where=frozenset({Area.API}),
    holds=gettext_noop("Pictures and files of conversations that you looked at."),
    switched_on_by=gettext_noop("Looking at a file in a conversation"),
)
REPORTS = _unflagged(
    name="/csp-report",
    kind=Kind.BEACON,
    purpose=Purpose.FORMS,
    lifetime=timedelta(0),
    where=frozenset({Area.MACHINE}),
    holds=gettext_noop(
        "Which rule a page broke, or which kind of storage held something undeclared. "
        "Counted by day and kind of page, without address, account or content."
    ),
    switched_on_by=gettext_noop("A page that breaks its own rules"),
)

_AGREED = gettext_noop("Agreeing to measurement, while no privacy signal forbids it")
VISIT = Entry(
    name="__Host-cs_visit",
    kind=Kind.COOKIE,
    tier=Tier.MEASUREMENT,
    setter=US,
    purpose=Purpose.SPEED,
    lifetime=timedelta(minutes=30),
    flags=STRICT,
    where=frozenset({Area.PUBLIC, Area.ACCOUNT, Area.DASHBOARD, Area.MACHINE}),
    holds=gettext_noop(
        "A random number that joins the pages you open within half an hour, so that the length of "
        "a visit is known. We never store it: our server keeps a digest of it, for a day at most, "
        "made with a key that it changes every day and writes down nowhere."
    ),
    switched_on_by=_AGREED,
)
BEACON = Entry(
    name="/beacon",
    kind=Kind.BEACON,
    tier=Tier.MEASUREMENT,
    setter=US,
    purpose=Purpose.SPEED,
    lifetime=timedelta(0),
    flags=frozenset(),
    where=frozenset({Area.MACHINE}),
    holds=gettext_noop(
        "When you leave a page, or look away from it: which page, without ids; how long it was in "
        "view; how fast it was there; which part of it jumped; which of its buttons were pressed, "
        "and how long they took to answer. Counted without address, browser or account."
    ),
    switched_on_by=_AGREED,
)

ENTRIES: tuple[Entry, ...] = (
    SESSION,
    CSRF,
    TRUSTED,
    WORKSPACE,
    THEME,
    LOCALE,
    CONSENT,
    PAGE_FILES,
    SEEN_FILES,
    REPORTS,
    VISIT,
    BEACON,
)

COOKIES: dict[str, Entry] = {entry.name: entry for entry in ENTRIES if entry.kind is Kind.COOKIE}


def entries_in_use() -> tuple[Entry, ...]:
    """The entries of this installation: without our own measurement, where it is switched off."""
    if settings.OWN_MEASURING:
        return ENTRIES
    return tuple(entry for entry in ENTRIES if entry.tier is not Tier.MEASUREMENT)


def visible_to_script(entries: Iterable[Entry]) -> str:
    """What a page's own script may find in the browser, as JSON for static/privacy/drift.js."""
    return json.dumps(
        [
            {
                "kind": entry.kind,
                "name": entry.name if entry.is_pattern else re.escape(entry.name),
            }
            for entry in entries
            if Flag.HTTP_ONLY not in entry.flags
            and entry.kind not in {Kind.FILE_CACHE, Kind.BEACON}
        ]
    )
