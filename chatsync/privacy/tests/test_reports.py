import json

import pytest
from django.test import Client

from chatsync.privacy import actions
from chatsync.privacy.actions import count_violations
from chatsync.privacy.queries import undeclared_storage_today, violations_today
from chatsync.privacy.reports import MOST_BYTES, Violation, read_reports

OLD = {
    "csp-report": {
        "document-uri": "http://localhost:8000/w/org_1/inbox?secret=1",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/a.js?token=1",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "url": "http://localhost:8000/login",
        "body": {
            "documentURL": "http://localhost:8000/login?next=/w",
            "effectiveDirective": "style-src-attr",
            "blockedURL": "inline",
        },
    }
]


def test_both_forms_of_reports_are_read_without_addresses() -> None:
    assert read_reports(json.dumps(OLD).encode()) == [
        Violation("dashboard", "script-src-elem", "evil.example")  # type: ignore[arg-type]
    ]
    assert read_reports(json.dumps(NEW).encode()) == [
        Violation("account", "style-src-attr", "inline")  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"[]", b"3", b"null", b'{"csp-report": 3}', b'[{"body": {}}]', b'["x"]', b"\xff"],
)
def test_an_unreadable_report_holds_nothing(body: bytes) -> None:
    assert read_reports(body) == []


def test_reports_are_counted_without_a_cookie_and_never_refused(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    for body, kind in ((OLD, "application/csp-report"), (NEW, "application/reports+json")):
        answer = client.post("/csp-report", json.dumps(body), content_type=kind)
        assert (answer.status_code, len(answer.cookies)) == (204, 0)
    client.post("/csp-report", json.dumps(OLD), content_type="application/csp-report")
    counted = {row.directive: (row.area, row.blocked, row.count) for row in violations_today()}
    assert counted == {
        "script-src-elem": ("dashboard", "evil.example", 2),
        "style-src-attr": ("account", "inline", 1),
    }


def test_a_report_that_is_too_large_is_not_read(db: None) -> None:
    padded = json.dumps({**OLD, "x": "y" * MOST_BYTES})
    answer = Client().post("/csp-report", padded, content_type="application/csp-report")
    assert answer.status_code == 204
    assert violations_today() == []


def test_what_the_guard_in_the_browser_tells_is_counted_by_kind_alone(db: None) -> None:
    found = {"documentURL": "/w/org_1/inbox", "effectiveDirective": "storage"}
    told = [{"body": {**found, "blockedURL": kind}} for kind in ("local storage", "jane@x.example")]
    Client().post("/csp-report", json.dumps(told), content_type="application/reports+json")
    rows = {row.blocked: (row.area, row.directive) for row in violations_today()}
    assert rows == {"local storage": ("dashboard", "storage"), "other": ("dashboard", "storage")}
    assert undeclared_storage_today() == 2


def test_a_flood_of_new_kinds_fills_no_table(db: None) -> None:
    most = actions.MOST_ROWS_A_DAY
    kinds = [Violation("public", "img-src", f"h{n}.example") for n in range(most + 20)]  # type: ignore[arg-type]
    count_violations(kinds)
    count_violations(kinds[:1])
    rows = violations_today()
    assert len(rows) == most
    assert rows[0].count == 2
