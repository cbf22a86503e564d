"""The one slot for a measuring service: `none`, or `<service>:<origin>:<our name there>`."""

import re
from urllib.parse import urlsplit

from chatsync.kit.env import WrongSetting
from chatsync.privacy.vendors.adapter import Adapter, Service, Slot
from chatsync.privacy.vendors.matomo import MATOMO
from chatsync.privacy.vendors.plausible import PLAUSIBLE
from chatsync.privacy.vendors.posthog import POSTHOG
from chatsync.privacy.vendors.umami import UMAMI

SETTING = "CHATSYNC_TIER_B"
SERVICES: dict[str, Service] = {
    service.key: service for service in (PLAUSIBLE, UMAMI, MATOMO, POSTHOG)
}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def measuring_by(setting: str) -> Adapter | None:
    """The service that the operator chose. Raises WrongSetting with what is wrong with it."""
    if setting in {"", "none"}:
        return None
    key, _, rest = setting.partition(":")
    service = SERVICES.get(key)
    if service is None:
        raise WrongSetting(
            f"{SETTING} is {setting!r}; it must be none, or begin with one of: "
            f"{', '.join(SERVICES)}."
        )
    origin, _, site = rest.rpartition(":")
    if not _is_origin(origin):
        raise WrongSetting(
            f"{SETTING} must look like {key}:https://host:site; the address has no path, and is "
            "https unless it is on this machine."
        )
    if not re.fullmatch(service.site, site):
        raise WrongSetting(
            f"{SETTING} ends with {site!r}; for {key} it must be {service.site_means}."
        )
    return service.make(Slot(origin.lower(), site))


def _is_origin(text: str) -> bool:
    """An origin as a policy may name it: no path, no wildcard, https beyond this machine."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", text):
        return False
    parts = urlsplit(text)
    host = parts.hostname or ""
    return parts.scheme == "https" or host in _LOCAL or host.endswith(".localhost")
