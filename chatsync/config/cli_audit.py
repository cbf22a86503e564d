"""The commands of the audit: `chatsync audit privacy`, `audit checkout`, and `audit-session`."""

import argparse
import json
import signal
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import structlog

from chatsync.audit.command import Asked, audit_privacy
from chatsync.audit.report import Report
from chatsync.config.setup_check import django_ready
from chatsync.config.supervisor.run import use_folder
from chatsync.kit.env import WrongSetting
from chatsync.kit.errors import Refusal


def add_audit(commands: Any) -> None:
    """Add the commands to those of `chatsync`."""
    audit = commands.add_parser("audit", help="repeat the proof of the promises in real browsers")
    audit.add_argument(
        "what",
        choices=("privacy", "checkout"),
        help="all pages of an installation; or this one's own checkout, opened and not paid",
    )
    audit.add_argument("--url", default="", help="privacy: the address of a running installation")
    audit.add_argument("--sessions", default="", help="what audit-session printed; - reads a pipe")
    audit.add_argument("--browser", choices=("chromium", "firefox", "both"), default="both")
    audit.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PATH",
        help="privacy: this page alone, such as /login; may be repeated, and is never kept",
    )
    audit.add_argument("--out", type=Path, help="folder for report.html and report.json")
    audit.add_argument(
        "--keep", action="store_true", help="show it on /cookies/proof or /cookies; run it there"
    )
    audit.add_argument("--data", type=Path, default=Path("data"), help="data folder of `run`")
    audit.set_defaults(deed=_audit)
    people = commands.add_parser("audit-session", help="sign-ins that only read, for the audit")
    people.add_argument("--workspace", default="", help="org_…, where there are several")
    people.add_argument("--end", action="store_true", help="end all of them now, make none")
    people.add_argument("--data", type=Path, default=Path("data"), help="data folder of `run`")
    people.set_defaults(deed=_audit_session)


def _audit(options: argparse.Namespace) -> None:
    """Exit code 1 where anything differs. SIGTERM ends the browsers too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _end)
    if options.what == "checkout":
        _audit_checkout(options)
        return
    if not options.url:
        raise WrongSetting("--url is missing: name the address of a running installation.")
    if options.only and options.keep:
        raise WrongSetting("--only leaves pages out, so --keep would show half a proof. Leave one.")
    asked = Asked(
        options.url, options.sessions, options.browser, options.out, frozenset(options.only)
    )
    report = _kept(asked, options.data) if options.keep else audit_privacy(asked)
    if report.differences:
        sys.exit(1)


def _kept(asked: Asked, data: Path) -> Report:
    """Look, and keep what was seen; what forbids keeping it is said before any page is opened."""
    use_folder(data)
    django_ready()
    actions = import_module("chatsync.audit.actions")
    try:
        actions.demand_own(asked.origin)
        report = audit_privacy(replace(asked, demand=actions.demand_version))
        actions.keep_report(report.summary())
    except Refusal as refused:
        raise WrongSetting(str(refused)) from None
    return report


def _end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _audit_checkout(options: argparse.Namespace) -> None:
    use_folder(options.data)
    django_ready()
    looked = import_module("chatsync.audit.checkout").audit_checkout(options.out, keep=options.keep)
    if not looked.holds:
        sys.exit(1)


def _audit_session(options: argparse.Namespace) -> None:
    """Print the sign-ins as JSON for a pipe; what is missing is said on the other channel."""
    use_folder(options.data)
    django_ready()
    structlog.configure(
        logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )  # the pipe is clean
    if options.end:
        count = import_module("chatsync.accounts.reading").end_reading_sign_ins()
        sys.stdout.write(f"{count} sign-ins of the audit were ended.\n")
        return
    try:
        told = import_module("chatsync.audit.sign_ins").audit_sign_ins(options.workspace)
    except Refusal as refused:
        raise WrongSetting(str(refused)) from None
    for role in told["missing"]:
        sys.stderr.write(f"chatsync: nobody can enter as {role}; their pages are left out.\n")
    sys.stdout.write(f"{json.dumps(told, indent=1)}\n")
