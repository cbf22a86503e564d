"""CP-1.1: each page, in five states and two browsers, keeps and contacts what is declared."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import resolve

from chatsync.audit.crawl import UNKNOWN, VISITOR, Who
from chatsync.audit.declared import State
from chatsync.audit.launching import BROWSERS, found_browser
from chatsync.audit.report import Order, Report, audit
from chatsync.privacy.areas import Area, area_of
from tests.journeys.measured import Site, measured_site
from tests.support.lessons import demand_none
from tests.support.processes import living
from tests.support.product import Product, eventually, home_folder
from tests.tenancy.routes import routes

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(product: Product) -> Iterator[Site]:
    with measured_site(product) as site:
        yield site


def installed() -> tuple[str, ...]:
    """The browsers to look with; a missing one is told and counted as a skip of its own."""
    return tuple(key for key in BROWSERS if found_browser(key))


@pytest.mark.parametrize("key", BROWSERS)
def test_the_browser_is_here(key: str) -> None:
    if not found_browser(key):
        pytest.skip(f"{key} is not installed here and apt is not ours: it proves nothing today")


@pytest.fixture(scope="module")
def signed_in(product: Product) -> tuple[Who, ...]:
    told = json.loads(
        product.command("audit-session", "--workspace", product.facts["demo"]["workspace"])
    )
    assert told["missing"] == []
    return tuple(
        Who(one["role"], (told["cookie"], one["session"]), one["workspace"])
        for one in told["sessions"]
    )


_TELLING = {"/", "/login", "/pricing", "/contact", "/cookies", "/cookies/preferences"}
"""Pages that between them hold all that a state changes: banner, forms, scripts, choices."""


def _affordable(state: State, who: Who, address: str) -> bool:
    """Every page once, those that tell in each state; of the docs, one template, one page.

    `chatsync audit privacy` opens everything in every state; this is what a test run has time for.
    """
    area, is_operators = area_of(address), address.startswith("/ops")
    if who.role == VISITOR:
        is_one_of_many = "/docs/" in address and not address.endswith("/try-it")
        return address in _TELLING or (state is State.FIRST and not is_one_of_many)
    if who.role == "operator":
        is_theirs = is_operators
    elif who.role == "owner":
        is_theirs = area in {Area.ACCOUNT, Area.DASHBOARD} and not is_operators
    else:
        is_theirs = area is Area.DASHBOARD
    return is_theirs and state is State.ACCEPTED


def _telling(state: State, who: Who, address: str) -> bool:
    """What the second browser opens: the pages that tell, and the dashboard's."""
    is_told = address in _TELLING or area_of(address) is Area.DASHBOARD
    return is_told and _affordable(state, who, address)


@pytest.fixture(scope="module")
def reports(site: Site, signed_in: tuple[Who, ...]) -> list[Report]:
    """What each browser saw; the first one opens every page."""
    people = (Who(), *signed_in)
    return [
        audit(Order(site.url, (key,), people, wanted=_telling if place else _affordable))
        for place, key in enumerate(installed())
    ]


def test_nothing_undeclared_is_kept_or_contacted(reports: list[Report]) -> None:
    for report in reports:
        assert report.asks
        assert {visit.state for visit in report.visits} == set(State)
    demand_none(
        (str(one) for report in reports for one in report.differences),
        "A page keeps or contacts what the registry does not declare (chatsync/privacy).",
    )


def test_no_route_escapes_the_crawl(reports: list[Report]) -> None:
    visits = [visit for visit in reports[0].visits if visit.address != UNKNOWN]
    opened = {resolve(visit.address).route for visit in visits}
    shown = {route.text for route in routes() if not route.is_api or "docs" in route.text}
    demand_none(
        shown - opened - {"csp-report"},  # browsers post there; nobody opens it
        "A page of the URL table is never opened by chatsync/audit/crawl.py.",
    )


def test_the_audit_notices_a_service_that_breaks_its_word(site: Site) -> None:
    site.is_rude(rude=True)
    order = Order(
        site.url,
        installed(),
        states=(State.FIRST, State.ACCEPTED),
        wanted=lambda _state, _who, address: address in {"/", "/login"},
    )
    found = audit(order).differences
    site.is_rude(rude=False)
    assert {one["state"] for one in found} == {State.ACCEPTED}
    assert {"cookie vendor_page", "local storage vendor_visitor"} <= {
        f"{one['kind']} {one['name']}" for one in found
    }
    assert {one["browser"].partition("/")[0] for one in found} == {
        {"chromium": "Chrome", "firefox": "Firefox"}[key] for key in installed()
    }


def test_the_audit_says_that_a_sign_in_has_ended(product: Product) -> None:
    gone = Who("owner", ("__Host-cs_session", "a" * 32), product.facts["demo"]["workspace"])
    order = Order(
        product.url,
        installed()[:1],
        (gone,),
        (State.FIRST,),
        wanted=lambda _state, _who, address: address.startswith(("/account", "/login")),
    )
    report = audit(order)
    (told,) = report.differences
    assert (told["kind"], told["name"]) == ("sign-in", "owner")
    assert [visit.ended for visit in report.visits][-1] == "/login", "it went on without them"


def test_an_audit_that_is_told_to_end_leaves_no_browser_behind(product: Product) -> None:
    words = ["audit", "privacy", "--url", product.url, "--browser", installed()[0]]
    with (
        home_folder() as folder,
        subprocess.Popen(
            [sys.executable, "-m", "chatsync.config.cli", *words],
            env={**os.environ, "TMPDIR": str(folder)},
        ) as command,
    ):
        eventually(lambda: any(folder.glob("*/profile/Default/*")))
        browser = {pid for pid, parent in living().items() if parent == command.pid}
        command.terminate()
        assert command.wait(60) == 128 + signal.SIGTERM
        assert browser
        assert not browser & set(living())
        assert not any(folder.iterdir())


def _command(site: Site, out: Path, *more: str, sessions: str = "") -> tuple[int, str, Any]:
    """`chatsync audit privacy` as an operator runs it: the exit code, what it said, the report."""
    words = ["audit", "privacy", "--url", site.url, "--browser", installed()[0], "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "chatsync.config.cli", *words, *more],
        input=sessions.encode(),
        stdout=subprocess.PIPE,
        check=False,
    )
    return done.returncode, done.stdout.decode(), json.loads((out / "report.json").read_text())


def test_the_command_writes_a_report_of_the_people_it_was_given(
    site: Site, product: Product, tmp_path: Path
) -> None:
    made = product.command("audit-session", "--workspace", product.facts["demo"]["workspace"])
    told = json.loads(made)
    told["sessions"] = [one for one in told["sessions"] if one["role"] == "owner"]
    only = ("--only", "/login", "--only", "/account", "--sessions", "-")
    code, said, report = _command(site, tmp_path, *only, sessions=json.dumps(told))
    assert (code, report["differences"]) == (0, [])
    assert "Differences: 0" in said
    opened = {(one["who"], one["address"]) for one in report["opened"]}
    assert {(VISITOR, "/login"), ("owner", "/account")} <= opened
    answering = {"/", "/preferences/consent"}
    assert {address for _who, address in opened} - answering == {"/login", "/account"}
    assert "<table" in (tmp_path / "report.html").read_text()


def test_the_command_ends_with_one_where_something_differs(site: Site, tmp_path: Path) -> None:
    site.is_rude(rude=True)
    code, said, report = _command(site, tmp_path, "--only", "/")
    site.is_rude(rude=False)
    assert code == 1
    assert "cookie vendor_page" in said
    assert "vendor_page" in (tmp_path / "report.html").read_text()
    assert report["differences"]
