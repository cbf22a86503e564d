"""The stand-ins of the demo as a child process: Meta's Cloud API, a mailbox, and a Paddle."""

import os
import secrets
import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from chatsync.config.supervisor.children import spawn
from chatsync.config.supervisor.installation import kept_secret, write_private
from chatsync.config.supervisor.setup import Facts
from chatsync.kit import env

_HOST = "127.0.0.1"
_DESK = "privacy@demo.example"
"""Where the demo's privacy desk is written to; the stand-in keeps its mailbox."""
_PRICES = {
    "starter.month": "pri_01chatsync0starter0month00",
    "starter.year": "pri_01chatsync0starter0year000",
    "growth.month": "pri_01chatsync0growth0month000",
    "growth.year": "pri_01chatsync0growth0year0000",
    "business.month": "pri_01chatsync0business0month0",
    "business.year": "pri_01chatsync0business0year00",
}
"""The stand-in's prices have the same ids in every run, as Paddle's have."""


@dataclass(frozen=True, slots=True)
class Paddle:
    """A Paddle of this machine, and the secrets that it shares with the product."""

    port: int
    frame_port: int
    api_key: str
    client_token: str
    webhook_secret: str

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self.port}"

    @property
    def frame_url(self) -> str:
        return f"http://{_HOST}:{self.frame_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What tells the product to talk to it."""
        return {
            "PADDLE_API_URL": self.url,
            "PADDLE_API_KEY": self.api_key,
            "PADDLE_CLIENT_TOKEN": self.client_token,
            "PADDLE_WEBHOOK_SECRETS": self.webhook_secret,
            "PADDLE_SCRIPT_URL": f"{self.url}/paddle/v2/paddle.js",
            "PADDLE_FRAME_URL": self.frame_url,
            "PADDLE_HOSTED_URL": f"{self.frame_url}/hosted",
            "CHATSYNC_BANK_NAME": "Demo Bank (no real one)",
            "CHATSYNC_BANK_ACCOUNT_TITLE": "ChatSync demo",
            "CHATSYNC_BANK_IBAN": "PK36 SCBL 0000 0011 2345 6702",
            "PADDLE_PRICES": ",".join(f"{line}={price}" for line, price in _PRICES.items()),
        }

    def config(self, base_url: str) -> dict[str, object]:
        """What Paddle's own pages would be told: keys, tokens, where webhooks go."""
        hook = {"url": f"{base_url}/webhooks/paddle", "secret": self.webhook_secret}
        return {
            "api_keys": [self.api_key],
            "client_tokens": [self.client_token],
            "destinations": [hook],
            "checkout_url": f"{base_url}/pay",
            "product_url": base_url,
        }


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where the stand-ins listen, all on loopback."""

    port: int
    mail_port: int
    smtp_port: int
    imap_port: int
    paddle: Paddle | None = None

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self.port}"

    @property
    def mail_url(self) -> str:
        return f"http://{_HOST}:{self.mail_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What tells the product to talk to the stand-ins."""
        desk = env.text("CHATSYNC_PRIVACY_EMAIL") or _DESK
        return {
            "WHATSAPP_GRAPH_URL": self.url,
            "EMAIL_URL": f"smtp://{_HOST}:{self.smtp_port}",
            "CHATSYNC_PRIVACY_EMAIL": _DESK,
            "PRIVACY_IMAP_URL": f"imap://{quote(desk)}:sandbox@{_HOST}:{self.imap_port}/INBOX",
            **(self.paddle.environment if self.paddle else {}),
        }


def plan_sandbox(port: int, data: Path) -> Sandbox:
    """The stand-ins at this port, everything beside it at free ones.

    A Paddle is among them, unless billing is off or another Paddle is named.
    """
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(5)]
        for each in taken:
            each.bind((_HOST, 0))
        mail, smtp, imap, api, frame = (each.getsockname()[1] for each in taken)
    wanted = env.flag("CHATSYNC_BILLING", default=True) and not env.text("PADDLE_API_KEY")
    return Sandbox(port, mail, smtp, imap, _paddle(data, api, frame) if wanted else None)


def _paddle(data: Path, port: int, frame_port: int) -> Paddle:
    names = ("paddle_api_key", "paddle_client_token", "paddle_webhook_secret")
    made = (kept_secret(data, name, partial(secrets.token_hex, 20)) for name in names)
    api_key, client_token, webhook_secret = made
    return Paddle(
        port,
        frame_port,
        f"pdl_sdbx_apikey_{api_key}",
        f"test_{client_token}",
        f"pdl_ntfset_{webhook_secret}",
    )


def is_loopback(base_url: str) -> bool:
    """Whether only this machine's own browsers can open that address."""
    host = urlsplit(base_url).hostname or ""
    return host in {"localhost", _HOST, "::1"} or host.endswith(".localhost")


def launch_sandbox(sandbox: Sandbox, *, data: Path, base_url: str, facts: Facts) -> int:
    """Start the stand-ins; they know the demo's numbers and apps from the first moment."""
    folder = data / "sandbox"
    folder.mkdir(mode=0o700, exist_ok=True)
    write_private(folder / "config.json", _config(facts, base_url))
    options = {
        "--port": str(sandbox.port),
        "--mail-port": str(sandbox.mail_port),
        "--smtp-port": str(sandbox.smtp_port),
        "--imap-port": str(sandbox.imap_port),
        "--target": base_url,
        "--state-file": str(folder / "state.json"),
        "--config": str(folder / "config.json"),
    }
    if sandbox.paddle:
        write_private(folder / "paddle.json", sandbox.paddle.config(base_url))
        options |= {
            "--paddle-port": str(sandbox.paddle.port),
            "--paddle-frame-port": str(sandbox.paddle.frame_port),
            "--paddle-config": str(folder / "paddle.json"),
            "--paddle-state-file": str(folder / "paddle-state.json"),
        }
    words = [word for pair in options.items() for word in pair]
    # None of the product's secrets: a stand-in knows what Meta would know.
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    root = Path(__file__).parents[3]
    return spawn(
        [sys.executable, "-m", "sandbox", *words],
        environment={**known, "PYTHONPATH": str(root)},
        folder=folder,
    )


def _config(facts: Facts, base_url: str) -> Facts:
    """The demo's apps call back at the address that this run has."""
    known = facts.get("sandbox", {"numbers": [], "apps": []})
    apps = [
        {**app, "callback_url": base_url + urlsplit(app["callback_url"]).path}
        for app in known["apps"]
    ]
    return {**known, "apps": apps}
