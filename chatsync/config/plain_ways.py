"""Ways to other machines on which somebody else could read along: none on a public installation
(promise CP-9.1). The operator's own network, by its private addresses, counts as ours (RFC 1918,
RFC 4193)."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
"""Values of `sslmode` that never fall back to plain text (PostgreSQL: SSL support)."""

_OURS = tuple(
    ip_network(each)
    for each in (
        *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
        *("::1/128", "fc00::/7", "fe80::/10"),
    )
)


def plain_ways() -> Iterator[str]:
    """What reaches another machine without TLS, one sentence each."""
    ways = {"DATABASE_URL": settings.DATABASE_URL}
    if settings.DATABASE_LISTEN_URL != settings.DATABASE_URL:
        ways["DATABASE_LISTEN_URL"] = settings.DATABASE_LISTEN_URL
    for name, url in ways.items():
        if not _is_safe_database(url):
            yield (
                f"{name} reaches another machine and does not insist on TLS: add "
                "?sslmode=verify-full, or sslmode=require where its certificate is its own."
            )
    mail = urlsplit(settings.EMAIL_URL)
    is_secret = mail.scheme == "smtps" or "tls=on" in mail.query
    if mail.hostname and not is_secret and not _is_ours(mail.hostname):
        yield "EMAIL_URL reaches another machine without TLS: add ?tls=on, or begin it with smtps."
    bucket = settings.BUCKET
    if bucket and bucket.endpoint.startswith("http://") and not _is_ours(bucket.host):
        yield "S3_ENDPOINT_URL reaches another machine without TLS: begin it with https://."


def _is_safe_database(url: str) -> bool:
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        return True  # what cannot be read is refused where it is read
    if str(parts.get("sslmode", "")) in _ENCRYPTED:
        return True
    hosts = str(parts.get("hostaddr") or parts.get("host") or "")
    return all(_is_ours(host) for host in hosts.split(","))


def _is_ours(host: str) -> bool:
    """Whether it is this machine or a private address. A name that leads nowhere is not ours."""
    if not host or host.startswith(("/", "@")):
        return True
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    return all(any(it in network for network in _OURS) for it in addresses)
