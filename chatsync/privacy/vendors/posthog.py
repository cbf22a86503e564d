"""PostHog without cookies: `cookieless_mode: "always"`, nothing recorded, nothing loaded later.

Measured with its script 1.449.2: one report for each page, no item in the browser, no complaint of
our policy.
"""

from datetime import date

from chatsync.kit.text import gettext_noop
from chatsync.privacy.vendors.adapter import Adapter, Company, Script, Service, Slot, vendor

_CLOUD = ".i.posthog.com"
_FILES = "-assets.i.posthog.com"

_COMPANY = Company(
    "posthog",
    "PostHog",
    sends=gettext_noop(
        "Your network address, which public page you opened and from where, when you left it, "
        "your language, and the kind of browser and screen."
    ),
    policy_url="https://posthog.com/privacy",
    own_cloud={
        "eu.i.posthog.com": gettext_noop("European Union"),
        "posthog.com": gettext_noop("United States"),
    },
    measured_on=date(2026, 11, 24),
)


def _make(slot: Slot) -> Adapter:
    files = slot.origin.replace(_CLOUD, _FILES)
    hosts = (files,) if files != slot.origin else ()
    told = {"data-host": slot.origin, "data-key": slot.site}
    before = Script(path="privacy/before-posthog.js", attributes=told)
    return Adapter(vendor(_COMPANY, slot, *hosts), (before, Script(src=f"{files}/static/array.js")))


POSTHOG = Service("posthog", r"phc_[A-Za-z0-9]{10,80}", "the project's key, phc_…", "/e/", _make)
