"""Umami. It learns no query strings and no fragments of our addresses.

Some versions of its script give a browser a lasting number, `umami.visitor` in local storage,
unless `data-identity-stitching` forbids it (their tracker's source, read in November 2026).
"""

from chatsync.kit.text import gettext_noop
from chatsync.privacy.vendors.adapter import Adapter, Company, Script, Service, Slot, vendor

_COMPANY = Company(
    "umami",
    "Umami",
    sends=gettext_noop(
        "Your network address, which public page you opened and from where, its title, your "
        "language, and the kind of browser and screen."
    ),
    policy_url="https://umami.is/privacy",
    own_cloud={"umami.is": gettext_noop("United States")},
)


def _make(slot: Slot) -> Adapter:
    told = {
        "data-website-id": slot.site,
        "data-host-url": slot.origin,
        "data-do-not-track": "true",
        "data-exclude-search": "true",
        "data-exclude-hash": "true",
        "data-identity-stitching": "false",
    }
    return Adapter(
        vendor(_COMPANY, slot), (Script(src=f"{slot.origin}/script.js", attributes=told),)
    )


UMAMI = Service(
    "umami", r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID", "/api/send", _make
)
