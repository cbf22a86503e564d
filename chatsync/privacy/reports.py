"""Reading what browsers report about a broken policy.

Two forms exist: `application/csp-report` (CSP Level 2) and `application/reports+json` (Reporting
API). Our own guard in the browser (static/privacy/drift.js) uses the second, and tells of which
kind something undeclared was found, never its name or content. Anybody may post here, so nothing
is believed beyond a few short words.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.entries import Kind

MOST_BYTES = 16_384
LONGEST_NAME = 120
DRIFT = "storage"
"""What the guard in the browser reports: something undeclared lies there."""
DROPPED = "set-cookie"
"""What our own middleware counts: a cookie that it took out of an answer."""
_MOST_REPORTS = 20
_WORDS = frozenset(
    {"inline", "eval", "wasm-eval", "self", "data", "blob", "trusted-types-policy",
     "trusted-types-sink", *Kind}
)  # fmt: skip


@dataclass(frozen=True)
class Violation:
    """One broken rule: the kind of page, the directive, and what was blocked (a host or a word)."""

    area: Area
    directive: str
    blocked: str


def read_reports(body: bytes) -> list[Violation]:
    """The violations in a report body; an unreadable body holds none."""
    try:
        told = json.loads(body)
    except ValueError:
        return []
    reports = told if isinstance(told, list) else [told]
    found = (_read_one(report) for report in reports[:_MOST_REPORTS] if isinstance(report, dict))
    return [violation for violation in found if violation]


def _read_one(report: dict[str, Any]) -> Violation | None:
    facts = report.get("csp-report") or report.get("body")
    if not isinstance(facts, dict):
        return None
    directive = facts.get("effective-directive") or facts.get("effectiveDirective")
    directive = directive or facts.get("violated-directive")
    if not isinstance(directive, str) or not directive:
        return None
    document = _text(facts, "document-uri", "documentURL")
    blocked = _text(facts, "blocked-uri", "blockedURL")
    return Violation(
        area=area_of(_path(document)),
        directive=directive.split()[0][:40],
        blocked=_host_or_word(blocked),
    )


def _text(facts: dict[str, Any], *names: str) -> str:
    return next((facts[name] for name in names if isinstance(facts.get(name), str)), "")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path or "/"
    except ValueError:
        return "/"


def _host_or_word(blocked: str) -> str:
    if blocked in _WORDS:
        return blocked
    try:
        parts = urlsplit(blocked)
    except ValueError:
        return "other"
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname:
        return parts.hostname[:LONGEST_NAME]
    return parts.scheme[:20] if parts.scheme in {"data", "blob", "filesystem"} else "other"
