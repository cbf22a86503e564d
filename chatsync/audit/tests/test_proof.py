"""The page of the last proof, and what may be kept for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.audit.actions import keep_report
from chatsync.audit.models import AuditReport
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.kit.version import Version, running_version
from tests.tenancy.routes import routes

pytestmark = pytest.mark.usefixtures("db")


def summary(**changed: Any) -> dict[str, Any]:
    version = {"release": "0.1.0", "commit": "abc123", "code": running_version().code}
    told: dict[str, Any] = {
        "url": "http://localhost:8000",
        "version": version,
        "asks": False,
        "began_at": now().isoformat(),
        "ended_at": now().isoformat(),
        "browsers": ["Chrome/156.0", "Firefox/153.8"],
        "states": ["first visit", "Do Not Track"],
        "people": ["visitor", "owner"],
        "pages": 61,
        "visits": 483,
        "requests": 3906,
        "differences": [],
    }
    return told | changed


def difference(name: str) -> dict[str, str]:
    return {
        "browser": "Firefox/153.8",
        "state": "accepted",
        "who": "visitor",
        "page": "/",
        "kind": "cookie",
        "name": name,
        "why": "is not in the registry",
    }


def shown(path: str = "/cookies/proof") -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return answer.content.decode()


def test_before_the_first_report_the_page_says_so_and_how_to_make_one() -> None:
    page = shown()
    assert "No report is kept here yet" in page
    assert "chatsync audit privacy --url http://localhost:8000 --out report" in page


def test_a_fresh_report_is_shown_whole_in_both_languages() -> None:
    keep_report(summary())
    page = shown()
    for told in ("No difference:", "abc123", "Chrome/156.0, Firefox/153.8", "61", "483", "3906"):
        assert told in page
    assert "an owner" in page
    assert "danger" not in page
    assert "کوئی" in shown("/ur/cookies/proof")


def test_a_report_of_another_version_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_report(summary())
    later = Version("0.2.0", "", "another")
    monkeypatch.setattr("chatsync.audit.queries.running_version", lambda: later)
    page = shown()
    assert "Another version runs now" in page
    assert "danger" in page
    assert "No difference:" not in page


@pytest.mark.parametrize(("days", "is_old"), [(6, False), (8, True)])
def test_a_report_is_red_after_seven_days(days: int, is_old: bool) -> None:
    keep_report(summary())
    AuditReport.objects.update(ended_at=now() - timedelta(days=days))
    page = shown()
    assert ("more than 7 days old" in page) is is_old
    assert ("No difference:" in page) is not is_old


def test_differences_are_red_and_named() -> None:
    keep_report(summary(differences=[difference("_ga"), difference("<b>")]))
    page = shown()
    assert "2 differences were found" in page
    assert "_ga" in page
    assert "&lt;b&gt;" in page
    assert "No difference:" not in page


def test_the_last_report_takes_the_place_of_the_one_before() -> None:
    keep_report(summary(pages=1))
    keep_report(summary(pages=2))
    assert [report.summary["pages"] for report in AuditReport.objects.all()] == [2]


def test_a_report_about_something_else_is_not_kept(settings: Settings) -> None:
    with pytest.raises(Conflict, match="this installation alone"):
        keep_report(summary(url="https://other.example"))
    with pytest.raises(Conflict, match="another version"):
        keep_report(summary(version={"release": "0", "commit": "", "code": "older"}))
    assert not AuditReport.objects.exists()


def test_no_address_takes_a_report() -> None:
    for path in ("/cookies/proof", "/ur/cookies/proof", "/cookies/registry.json"):
        assert Client().post(path, summary(), content_type="application/json").status_code == 405
    assert {route.text for route in routes() if "proof" in route.text} == {
        "cookies/proof",
        "ur/cookies/proof",
    }


def test_the_cookie_policy_leads_to_it() -> None:
    assert 'href="/cookies/proof"' in shown("/cookies")
    assert 'href="/ur/cookies/proof"' in shown("/ur/cookies")
