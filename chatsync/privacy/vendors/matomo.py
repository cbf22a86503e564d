"""Matomo, with cookies switched off before its script runs (Matomo's JavaScript guide).

Measured with its own matomo.js: one report for each page, no item in the browser, no complaint of
our policy.
"""

from datetime import date

from chatsync.kit.text import gettext_noop
from chatsync.privacy.vendors.adapter import Adapter, Company, Script, Service, Slot, vendor

_COMPANY = Company(
    "matomo",
    "Matomo",
    sends=gettext_noop(
        "Your network address, which public page you opened and from where, its title, when, "
        "how fast it loaded, and the kind of browser."
    ),
    policy_url="https://matomo.org/matomo-cloud-privacy-policy/",
    own_cloud={"matomo.cloud": gettext_noop("European Union")},
    measured_on=date(2026, 11, 24),
)


def _make(slot: Slot) -> Adapter:
    told = {"data-host": slot.origin, "data-site": slot.site}
    before = Script(path="privacy/before-matomo.js", attributes=told)
    return Adapter(vendor(_COMPANY, slot), (before, Script(src=f"{slot.origin}/matomo.js")))


MATOMO = Service("matomo", r"[1-9][0-9]{0,8}", "the site's number", "/matomo.php", _make)
