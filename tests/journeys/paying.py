"""An installation whose payment page stands on an origin of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException

from tests.support.product import Product, eventually, free_port, request
from tests.support.source import ROOT


@contextmanager
def with_pay_origin(product: Product) -> Iterator[str]:
    """A second web process whose checkout document has an origin of its own."""
    port, kept = free_port(), product._kept()
    facts, url = product.facts, f"http://localhost:{port}"
    settings = {
        "DATABASE_URL": product._urls().app,
        "CHATSYNC_BASE_URL": url,
        "CHATSYNC_PAY_URL": f"http://pay.localhost:{port}",
        "CHATSYNC_PORT": str(port),
        "CHATSYNC_DATA": str(product.data),
        "CHATSYNC_SECRET_KEY": kept["secret_key"],
        "CHATSYNC_ENCRYPTION_KEYS": kept["encryption_keys"],
        "CHATSYNC_BILLING": "on",
        "PADDLE_API_URL": facts["paddle_url"],
        "PADDLE_API_KEY": f"pdl_sdbx_apikey_{kept['paddle_api_key']}",
        "PADDLE_CLIENT_TOKEN": f"test_{kept['paddle_client_token']}",
        "PADDLE_SCRIPT_URL": f"{facts['paddle_url']}/paddle/v2/paddle.js",
        "PADDLE_FRAME_URL": facts["paddle_frame_url"],
        "PADDLE_PRICES": "growth.month=pri_01chatsync0growth0month000",
    }
    command = [sys.executable, "-m", "chatsync.config.cli", "web"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings})
    try:
        eventually(partial(_answers, url))
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        return request(url, "GET", "/healthz").status == 200
    except (OSError, HTTPException):
        return False
