"""What is audited: an installation of ours behind a proxy, or one that runs somewhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

from tests.support.product import Product, free_port, running
from tests.support.proxy import PROXIES, Ports, in_front, program

_MEASURES = "plausible:https://stats.localhost:audit"
"""A measuring service that nobody agrees to, so that the question about it is open."""


@dataclass(frozen=True)
class Site:
    """Where it is, and how to enter it where that is known."""

    url: str
    http_port: int | None = None
    authority: Path | None = None
    product: Product | None = None

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def https_port(self) -> int | None:
        return urlsplit(self.url).port

    @property
    def facts(self) -> dict[str, Any]:
        """The demo's people; nobody of somebody else's installation."""
        return self.product.facts if self.product else {}


@contextmanager
def own_site() -> Iterator[Site]:
    """The product with its demo, behind Caddy or nginx as `deploy/` sets them up."""
    proxy = next(filter(program, PROXIES), None)
    if proxy is None:
        raise SystemExit(
            "audit: neither Caddy nor nginx is installed; the headers of a public site are only "
            "there over TLS. Run apt-get install caddy, or give URL=https://…."
        )
    folder = Path(mkdtemp(prefix="chatsync-audit-"))
    port = free_port()
    settings = {
        "CHATSYNC_BASE_URL": f"https://localhost:{port}",
        "CHATSYNC_TRUSTED_PROXIES": "127.0.0.1",
        "CHATSYNC_TIER_B": _MEASURES,
        "CHATSYNC_BILLING": "on",
    }
    try:
        with running(settings=settings) as product:
            ports = Ports(port, free_port(), product.port)
            with in_front(proxy, ports, folder) as front:
                yield Site(front.url, ports.http, front.certificate.authority, product)
    finally:
        shutil.rmtree(folder)
