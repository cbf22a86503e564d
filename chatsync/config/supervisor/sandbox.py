"""The stand-ins of the demo as a child process: Meta's Cloud API and a mailbox."""

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from chatsync.config.supervisor.children import spawn
from chatsync.config.supervisor.installation import write_private
from chatsync.config.supervisor.setup import Facts
from chatsync.kit import env

_HOST = "127.0.0.1"
_DESK = "privacy@demo.example"
"""Where the demo's privacy desk is written to; the stand-in keeps its mailbox."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where the stand-ins listen, all on loopback."""

    port: int
    mail_port: int
    smtp_port: int
    imap_port: int

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
        }


def plan_sandbox(port: int) -> Sandbox:
    """The stand-ins at this port, mail page, SMTP and IMAP at free ones."""
    with socket.socket() as first, socket.socket() as second, socket.socket() as third:
        free = []
        for probe in (first, second, third):
            probe.bind((_HOST, 0))
            free.append(probe.getsockname()[1])
    return Sandbox(port, *free)


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
