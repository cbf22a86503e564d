"""An installation that measures: a second web process of the product, and a stand-in service."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any

from chatsync.privacy.tests.test_vendors import FILLED
from tests.support.product import Product, eventually, free_port, request

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Site:
    """`url` is the product's, `service` the measuring service's, on another site."""

    url: str
    service: str

    def seen(self) -> list[str]:
        """What the service was sent, in order: its script, then what happened on which page."""
        told = json.loads(request(self.service, "GET", "/_control/seen").body)
        return [self._said(one) for one in told]

    def forget(self) -> None:
        request(self.service, "DELETE", "/_control/seen")

    def is_rude(self, *, rude: bool) -> None:
        request(self.service, "PUT" if rude else "DELETE", "/_control/rude")

    def _said(self, one: dict[str, Any]) -> str:
        if not one["body"]:
            return "script"
        assert one["headers"]["Sec-Fetch-Site"] == "cross-site", "the stand-in is no other site"
        told = json.loads(one["body"])
        return f"{told['what']} {told['url'].removeprefix(self.url)}"


@contextmanager
def measured_site(product: Product, key: str = "plausible") -> Iterator[Site]:
    """Run both until the end of the block, with the adapter of that service."""
    port, service_port = free_port(), free_port()
    site = Site(f"http://localhost:{port}", f"http://127.0.0.1:{service_port}")
    kept = product._kept()
    settings = {
        "DATABASE_URL": product._urls().app,
        "CHATSYNC_BASE_URL": site.url,
        "CHATSYNC_PORT": str(port),
        "CHATSYNC_DATA": str(product.data),
        "CHATSYNC_SECRET_KEY": kept["secret_key"],
        "CHATSYNC_ENCRYPTION_KEYS": kept["encryption_keys"],
        "CHATSYNC_TIER_B": f"{key}:{site.service}:{_name_there(key)}",
    }
    commands = (
        [sys.executable, "-m", "sandbox.vendor", "--port", str(service_port)],
        [sys.executable, "-m", "chatsync.config.cli", "web"],
    )
    running = [
        subprocess.Popen(command, cwd=_ROOT, env={**os.environ, **settings}) for command in commands
    ]
    try:
        for base, path in ((site.service, "/_control/seen"), (site.url, "/healthz")):
            eventually(partial(_answers, base, path))
        yield site
    finally:
        for process in running:
            process.terminate()
            process.wait(30)


def _name_there(key: str) -> str:
    """What this installation is called at a service: the last part of a filled slot."""
    return FILLED[key].rpartition(":")[2]


def _answers(base: str, path: str) -> bool:
    try:
        return request(base, "GET", path).status == 200
    except (OSError, HTTPException):
        return False
