"""What was seen of the checkout, held against what is declared of it."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from chatsync.privacy.entries import Entry, Kind, Vendor
from chatsync.privacy.payment import Payment

Item = tuple[str, str, str]
"""Kind, name and host of something that is kept."""


def is_of(host: str, origin: str) -> bool:
    """Whether a declared host, possibly `https://*.example`, is this origin or stands above it."""
    if "*" not in host:
        return host == origin
    wanted, found = urlsplit(host.replace("*.", "")), urlsplit(origin)
    return found.scheme == wanted.scheme and f".{found.netloc}".endswith(f".{wanted.netloc}")


def undeclared(
    payment: Payment, hosts: Iterable[str], items: Iterable[Item]
) -> Iterator[tuple[str, str]]:
    """Every contacted origin and kept item that no company of tier C declares."""
    declared = [host for company in payment.companies for host in company.hosts]
    for origin in hosts:
        if not any(is_of(host, origin) for host in declared):
            yield "request", origin
    entries = [entry for company in payment.companies for entry in company.entries]
    for kind, name, host in items:
        if not any(_covers(entry, kind, name) for entry in entries):
            yield kind, f"{name} ({host})"


def was_seen(company: Vendor, hosts: Iterable[str], items: Iterable[Item]) -> bool:
    """Whether one of its hosts was contacted, or something of it kept."""
    if any(is_of(host, origin) for host in company.hosts for origin in hosts):
        return True
    if company.hosts:
        return False
    # Cloudflare has no host of its own here: it is known by its cookie at Paddle's.
    return any(name == "__cf_bm" and kind == Kind.COOKIE for kind, name, _host in items)


def _covers(entry: Entry, kind: str, name: str) -> bool:
    if entry.kind != kind:
        return False
    return bool(re.fullmatch(entry.name, name)) if entry.is_pattern else entry.name == name
