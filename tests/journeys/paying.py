"""Paying: the stand-in's control, the way to the payment page, a payment page of its own origin."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import FrameLocator, Page, expect

from tests.journeys.looks import ENGLISH, Looks
from tests.journeys.visitors import Visitors
from tests.support.product import Product, eventually, free_port, request
from tests.support.source import ROOT

OPEN = "Open the secure checkout (loads Paddle)"


def paddle(product: Product, path: str, body: Any = None, method: str = "") -> Any:
    """The control of Paddle's stand-in."""
    raw = None if body is None else json.dumps(body).encode()
    how = method or ("GET" if body is None else "POST")
    url = product.facts["paddle_url"]
    headers = {"Content-Type": "application/json"}
    answer = request(url, how, f"/_control/{path}", body=raw, headers=headers)
    assert answer.status in {200, 204}, answer.body
    return json.loads(answer.body or b"null")


def take_growth(page: Page, interval: str = "A year", looks: Looks = ENGLISH) -> None:
    """From the dashboard to the payment page."""
    words = {"plan": looks.says("Growth")}
    page.get_by_role("link", name=looks.says("Billing")).click()
    page.get_by_role("button", name=looks.says("Take {plan}", **words)).click()
    dialog = page.get_by_role("dialog", name=looks.says("Take {plan}", **words))
    dialog.get_by_role("radio", name=looks.says(interval)).check()
    dialog.get_by_role("button", name=looks.says("Go to the payment page")).click()
    expect(page.get_by_role("button", name=looks.page(OPEN))).to_be_visible()


def frame_of(page: Page) -> FrameLocator:
    """Paddle's checkout, as its stand-in draws it."""
    return page.frame_locator("iframe[title=Checkout]")


def confirm(page: Page, password: str, looks: Looks = ENGLISH) -> None:
    """Show again who one is: Billing asks before it lets anybody pay."""
    page.goto(urljoin(page.url, "/account/confirm?next=/w"))
    page.get_by_label(looks.page("Password")).fill(password)
    page.get_by_role("main").get_by_role("button", name=looks.page("Go on")).click()
    page.wait_for_url("**/w/org_*/**")


def foresee_refusals(visitors: Visitors) -> None:
    """The document's policy says aloud what it stops."""
    visitors.foresee(
        r"CSP: |both allow-scripts|Content Security Policy|sandboxed|service worker|ServiceWorker"
    )


@contextmanager
def with_pay_origin(product: Product) -> Iterator[str]:
    """A second web process whose checkout document has an origin of its own."""
    port, kept = free_port(), product._kept()
    facts, url = product.facts, f"http://localhost:{port}"
    settings = {
        **product.environment,
        "CHATSYNC_BASE_URL": url,
        "CHATSYNC_PAY_URL": f"http://pay.localhost:{port}",
        "CHATSYNC_PORT": str(port),
        "CHATSYNC_BILLING": "on",
        "PADDLE_API_URL": facts["paddle_url"],
        "PADDLE_API_KEY": f"pdl_sdbx_apikey_{kept['paddle_api_key']}",
        "PADDLE_CLIENT_TOKEN": f"test_{kept['paddle_client_token']}",
        "PADDLE_SCRIPT_URL": f"{facts['paddle_url']}/paddle/v2/paddle.js",
        "PADDLE_FRAME_URL": facts["paddle_frame_url"],
        "PADDLE_PRICES": "growth.month=pri_01chatsync0growth0month000",
    }
    command = [sys.executable, "-m", "chatsync.config.cli", "web"]
    process = subprocess.Popen(command, cwd=ROOT, env=settings)
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
