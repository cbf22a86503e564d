"""Matomo, with cookies switched off before its script runs (Matomo's JavaScript guide)."""

from chatsync.kit.text import gettext_noop
from chatsync.privacy.vendors.adapter import Adapter, Script, Service, Slot, vendor


def _make(slot: Slot) -> Adapter:
    company = vendor(
        "matomo",
        "Matomo",
        slot,
        sends=gettext_noop(
            "Your network address, which public page you opened and from where, its title, when, "
            "and the kind of browser."
        ),
        policy_url="https://matomo.org/matomo-cloud-privacy-policy/",
        own_cloud={"matomo.cloud": gettext_noop("European Union")},
    )
    told = {"data-host": slot.origin, "data-site": slot.site}
    before = Script(path="privacy/before-matomo.js", attributes=told)
    return Adapter(company, (before, Script(src=f"{slot.origin}/matomo.js")))


MATOMO = Service("matomo", r"[1-9][0-9]{0,8}", "the site's number", _make)
