"""`chatsync audit privacy`: the browser part of the proof, against any running installation."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chatsync.audit.crawl import Who
from chatsync.audit.launching import BROWSERS
from chatsync.audit.report import Order, Report, audit
from chatsync.audit.sheet import as_html
from chatsync.audit.wire import BrowserFault
from chatsync.kit.env import WrongSetting

_TOLD_AT_MOST = 40


@dataclass(frozen=True)
class Asked:
    """The command line. `sessions` is a file, `-` the standard input, empty: visitors alone.

    `only`: these paths and no others; empty, all. `demand`: raises for a version not meant.
    """

    url: str
    sessions: str
    browser: str
    out: Path | None
    only: frozenset[str] = frozenset()
    demand: Callable[[dict[str, str]], None] = lambda _version: None

    @property
    def origin(self) -> str:
        """Scheme, host and port of the address. Raises WrongSetting."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
            raise WrongSetting(
                f"--url is {self.url!r}; it must be an address such as https://chat.example."
            )
        return f"{parts.scheme}://{parts.netloc}".lower()


def audit_privacy(asked: Asked) -> Report:
    """Look at everything, write the report and say what differs. Raises WrongSetting."""
    browsers = BROWSERS if asked.browser == "both" else (asked.browser,)
    order = Order(
        asked.origin,
        browsers,
        (Who(), *_people(asked.sessions)),
        wanted=lambda _state, _who, address: not asked.only or address in asked.only,
        demand=asked.demand,
    )
    try:
        report = audit(order, lambda line: print(line, file=sys.stderr))  # noqa: T201
    except (BrowserFault, ValueError) as error:
        raise WrongSetting(str(error)) from None
    if asked.out:
        asked.out.mkdir(parents=True, exist_ok=True)
        (asked.out / "report.json").write_text(report.as_json(), encoding="utf-8")
        (asked.out / "report.html").write_text(as_html(report), encoding="utf-8")
    _say(report)
    return report


def _say(report: Report) -> None:
    told = report.summary()
    people = ", ".join(told["people"])
    sys.stdout.write(
        f"{told['visits']} pages opened ({told['pages']} addresses; {people}) in "
        f"{', '.join(told['browsers'])}; {told['requests']} requests.\n"
    )
    for one in report.differences[:_TOLD_AT_MOST]:
        sys.stdout.write(
            f"- {one['page']} ({one['browser']}, {one['state']}, {one['who']}): "
            f"{one['kind']} {one['name']} {one['why']}\n"
        )
    sys.stdout.write(f"Differences: {len(report.differences)}\n")


def _people(sessions: str) -> tuple[Who, ...]:
    """Who signs in, as `chatsync audit-session` prints it."""
    if not sessions:
        return ()
    try:
        text = sys.stdin.read() if sessions == "-" else Path(sessions).read_text(encoding="utf-8")
        told: Any = json.loads(text)
        return tuple(
            Who(
                role=str(one["role"]),
                session=(str(told["cookie"]), str(one["session"])),
                workspace=str(one["workspace"]),
            )
            for one in told["sessions"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongSetting(
            f"--sessions {sessions} cannot be read; it must be what chatsync audit-session prints."
        ) from None
