"""Plausible Analytics. Its script keeps nothing in the browser (its source, script.js, 2026)."""

from chatsync.kit.text import gettext_noop
from chatsync.privacy.vendors.adapter import Adapter, Company, Script, Service, Slot, vendor

_COMPANY = Company(
    "plausible",
    "Plausible Analytics",
    sends=gettext_noop(
        "Your network address, which public page you opened and from where, how long it was "
        "in view, how far you scrolled, and the kind of browser and screen."
    ),
    policy_url="https://plausible.io/data-policy",
    own_cloud={"plausible.io": gettext_noop("European Union")},
)


def _make(slot: Slot) -> Adapter:
    told = {
        "data-domain": slot.site,
        "data-api": f"{slot.origin}/api/event",
    }
    return Adapter(
        vendor(_COMPANY, slot), (Script(src=f"{slot.origin}/js/script.js", attributes=told),)
    )


PLAUSIBLE = Service(
    "plausible", r"[A-Za-z0-9.-]{1,253}", "the domain entered there", "/api/event", _make
)
