"""Cookies that something before our server sets: a proxy against floods, a load balancer.

The server neither sets nor sees through them, so the operator declares them, and the policy page
prints what was declared.
"""

import re
from datetime import timedelta

from chatsync.kit.env import WrongSetting
from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import US, Entry, Kind, Purpose, Tier

SETTING = "CHATSYNC_INFRASTRUCTURE_COOKIES"
_NAME = re.compile(r"[A-Za-z0-9_.-]+\*?")
_OURS = "__Host-cs_"
_MOST_HOURS = 366 * 24
_HOLDS = gettext_noop(
    "A mark of what stands between your browser and our server, such as a protection against "
    "floods. Our server does not read it."
)
_SWITCHED_ON_BY = gettext_noop("Opening any page")


def infrastructure_cookies(items: tuple[str, ...]) -> tuple[Entry, ...]:
    """What the operator declared, as `name:company:hours`. Raises WrongSetting."""
    return tuple(_entry(item) for item in items)


def _entry(item: str) -> Entry:
    name, _, rest = item.partition(":")
    company, _, hours = rest.rpartition(":")
    if not _NAME.fullmatch(name) or name.startswith(_OURS):
        raise WrongSetting(
            f"{SETTING} names the cookie {name!r}; a name has letters, digits, _ . - and may end "
            f"with *, and names of ours ({_OURS}…) cannot be declared."
        )
    if not company.strip() or company == US:
        raise WrongSetting(f"{SETTING}: say who sets {name}, as {name}:Company:hours.")
    if not hours.isdecimal() or int(hours) > _MOST_HOURS:
        raise WrongSetting(
            f"{SETTING}: {name} must end with the hours that it stays, 0 (until the browser "
            f"closes) to {_MOST_HOURS}."
        )
    is_pattern = name.endswith("*")
    return Entry(
        name=f"{re.escape(name[:-1])}.*" if is_pattern else name,
        kind=Kind.COOKIE,
        tier=Tier.ESSENTIAL,
        setter=company.strip(),
        purpose=Purpose.FORMS,
        lifetime=timedelta(hours=int(hours)) if int(hours) else None,
        flags=frozenset(),
        where=frozenset(Area),
        holds=_HOLDS,
        switched_on_by=_SWITCHED_ON_BY,
        is_pattern=is_pattern,
    )
