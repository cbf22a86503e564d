"""`chatsync audit checkout`: what Paddle's checkout really keeps and contacts, without paying.

It makes a checkout at Paddle, opens the payment page in Chromium as a stranger would, presses the
one button, waits until the checkout shows, writes down every host and every kept item of every
frame, and takes the checkout back. Nothing inside Paddle's frame is touched.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from chatsync.audit.browser import read_json
from chatsync.audit.chromium import ChromiumTab
from chatsync.audit.crawl import LOOK
from chatsync.audit.launching import driven
from chatsync.audit.wire import BrowserFault
from chatsync.billing.actions.looking import open_to_look, take_back
from chatsync.kit.env import WrongSetting
from chatsync.kit.errors import Refusal
from chatsync.privacy.actions.measurements import keep_measurement
from chatsync.privacy.measured import Item, undeclared
from chatsync.privacy.payment import Payment, origin_of, payment_here

_RESTS_S = 3.0
_SHOWN = "!document.querySelector(`[data-when=${it}]`).hidden"
_ENDED = f"['open', 'blocked', 'silent', 'refused'].some((it) => {_SHOWN})"
_OPENED = f"['open'].some((it) => {_SHOWN})"
_IN_FRAME = (
    f"({LOOK.strip().rstrip(';')})"
    ".then((it) => JSON.stringify({host: location.host, ...JSON.parse(it)}))"
)


@dataclass(frozen=True)
class Looked:
    """What was seen. `early` was contacted before the click; `hosts` and `items` after it."""

    at: str
    browser: str
    script_url: str
    frame_origin: str
    early: list[str]
    hosts: list[str]
    items: list[Item]
    undeclared: list[tuple[str, str]]

    @property
    def holds(self) -> bool:
        return not self.early and not self.undeclared


def audit_checkout(out: Path | None, *, keep: bool) -> Looked:
    """Look, say what was seen, and keep it where that is asked. Raises WrongSetting."""
    payment = payment_here()
    if payment is None:
        raise WrongSetting(
            "Nothing is paid through Paddle here: set CHATSYNC_BILLING=on, PADDLE_API_KEY and "
            "PADDLE_CLIENT_TOKEN first."
        )
    try:
        url, transaction_id = open_to_look()
        try:
            looked = _look(payment, url)
        finally:
            take_back(transaction_id)
    except (Refusal, BrowserFault) as fault:
        raise WrongSetting(str(fault)) from None
    if out:
        out.mkdir(parents=True, exist_ok=True)
        told = json.dumps(asdict(looked), indent=1)
        (out / "checkout.json").write_text(told, encoding="utf-8")
    if keep:
        _keep(payment, looked)
    _say(looked)
    return looked


def _keep(payment: Payment, looked: Looked) -> None:
    keep_measurement(
        payment,
        datetime.fromisoformat(looked.at),
        looked.browser,
        hosts=looked.hosts,
        items=looked.items,
        undeclared=looked.undeclared,
    )


def _look(payment: Payment, url: str) -> Looked:
    with driven("chromium") as browser:
        tab = browser.new_tab()
        assert isinstance(tab, ChromiumTab)
        opened = tab.open(url)
        if opened.status != 200:
            raise BrowserFault(f"{origin_of(url)}/pay answers {opened.status}.")
        early = _foreign(tab)
        tab.evaluate("document.querySelector('#open').click()")
        tab.wait(_ENDED)
        if not tab.is_true(_OPENED):
            raise BrowserFault(
                "Paddle's checkout did not open: its script or its frame is blocked."
            )
        tab.rest(_RESTS_S)
        hosts, items = _foreign(tab), sorted(_kept(tab))
        return Looked(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            browser=browser.version,
            script_url=payment.script_url,
            frame_origin=payment.frame_origin,
            early=early,
            hosts=hosts,
            items=items,
            undeclared=[*undeclared(payment, hosts, items)],
        )


def _foreign(tab: ChromiumTab) -> list[str]:
    """Origins beside our own two that were contacted since the last time."""
    ours = {origin_of(settings.BASE_URL), origin_of(settings.PAY_URL or settings.BASE_URL)}
    asked = {one.url for one in tab.take_sent() if urlsplit(one.url).scheme in {"http", "https"}}
    return sorted({origin_of(url) for url in asked} - ours)


def _kept(tab: ChromiumTab) -> set[Item]:
    """Cookies of every host, and what each document keeps otherwise."""
    found: set[Item] = {("cookie", one.name, one.domain.lstrip(".")) for one in tab.cookies()}
    for text in (tab.evaluate(_IN_FRAME), *tab.in_frames(_IN_FRAME)):
        told: dict[str, Any] = read_json(text) or {"kept": [], "host": ""}
        found |= {(str(kind), str(name), str(told["host"])) for kind, name in told["kept"]}
    return found


def _say(looked: Looked) -> None:
    lines = [f"Opened with {looked.browser}; nothing was paid."]
    lines += [f"- contacted: {host}" for host in looked.hosts]
    lines += [f"- kept: {kind} {name} ({host})" for kind, name, host in looked.items]
    lines += [f"- BEFORE THE CLICK: {host}" for host in looked.early]
    lines += [f"- NOT DECLARED: {kind} {name}" for kind, name in looked.undeclared]
    lines.append(f"Differences: {len(looked.early) + len(looked.undeclared)}")
    sys.stdout.write("\n".join(lines) + "\n")
