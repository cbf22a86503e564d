"""What an adapter of a measuring service is: the company, and the scripts that load it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from chatsync.kit.text import gettext_noop
from chatsync.privacy.entries import Purpose, Tier, Vendor

SWITCHED_ON_BY = gettext_noop("Agreeing to measurement, while no privacy signal forbids it")
ELSEWHERE = gettext_noop("on a server of the operator's choice")
"""The country of a service that somebody hosts: the address alone does not tell."""


@dataclass(frozen=True)
class Script:
    """One script of a page. `path` is a file of ours, `src` an address of the vendor's."""

    path: str = ""
    src: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Adapter:
    """A measuring service as this installation uses it."""

    vendor: Vendor
    scripts: tuple[Script, ...]

    @property
    def is_in_own_cloud(self) -> bool:
        """Whether its makers run it: only then does their own policy say anything about it."""
        return bool(self.vendor.policy_url)


@dataclass(frozen=True)
class Slot:
    """What the operator wrote: the service's origin and our name there."""

    origin: str
    site: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True)
class Service:
    """A service that can fill the slot: `site` is the form of our name there, `reports` where its
    script reports to."""

    key: str
    site: str
    site_means: str
    reports: str
    make: Callable[[Slot], Adapter]


@dataclass(frozen=True)
class Company:
    """Who makes a service, as they are wherever it runs.

    `own_cloud` maps the endings of their own hosts to countries; elsewhere somebody else hosts it,
    and their policy says nothing. `sends` is a sentence of the catalogue.
    """

    key: str
    name: str
    sends: str
    policy_url: str
    own_cloud: dict[str, str]
    measured_on: date | None = None


def vendor(company: Company, slot: Slot, *more_hosts: str) -> Vendor:
    """The company as the registry tells of it, at the operator's address."""
    ends = (end for end in company.own_cloud if f".{slot.host}".endswith(f".{end}"))
    cloud = next(ends, None)
    return Vendor(
        key=company.key,
        name=company.name,
        tier=Tier.MEASUREMENT,
        purpose=Purpose.SPEED,
        country=company.own_cloud[cloud] if cloud else ELSEWHERE,
        policy_url=company.policy_url if cloud else "",
        hosts=(slot.origin, *more_hosts),
        sends=company.sends,
        switched_on_by=SWITCHED_ON_BY,
        measured_on=company.measured_on,
    )
