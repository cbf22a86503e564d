"""The commands of the privacy audit: `chatsync audit privacy`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from chatsync.audit.command import Asked, audit_privacy


def add_audit(commands: Any) -> None:
    """Add the commands to those of `chatsync`."""
    audit = commands.add_parser("audit", help="repeat the proof of the promises in real browsers")
    audit.add_argument("what", choices=("privacy",))
    audit.add_argument("--url", required=True, help="the address of a running installation")
    audit.add_argument("--sessions", default="", help="what audit-session printed; - reads a pipe")
    audit.add_argument("--browser", choices=("chromium", "firefox", "both"), default="both")
    audit.add_argument("--out", type=Path, help="folder for report.html and report.json")
    audit.set_defaults(deed=_audit)


def _audit(options: argparse.Namespace) -> None:
    """Exit code 1 where anything differs."""
    asked = Asked(options.url, options.sessions, options.browser, options.out)
    if audit_privacy(asked).differences:
        sys.exit(1)
