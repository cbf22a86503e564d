"""Pages tell a member of A no more of workspace B than of one that does not exist."""

import re
from unittest.mock import patch

import pytest

from chatsync.config.doors import document
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, Seen, browser
from tests.tenancy.routes import PUBLIC, Route, routes
from tests.tenancy.world import World, a_world, strangers


@pytest.fixture
def worlds(db: None) -> tuple[World, World]:
    return a_world(), a_world()


def _pages() -> list[Route]:
    return [route for route in routes() if not route.is_api]


def test_the_page_of_another_workspace_is_the_page_of_none(worlds: tuple[World, World]) -> None:
    a, b = worlds
    ours, theirs = browser(a, str(a.owner.email)), browser(b, str(b.owner.email))
    former = browser(b, b.former.login)
    named = [route for route in _pages() if "workspace" in route.names]
    assert named
    for route in named:
        assert theirs.open(route.address(b.org)).status in {200, 503}, "B cannot open its own page"
        for caller in (ours, former):
            seen = [_levelled(caller, route, org) for org in (b.org, strangers()[0])]
            assert seen[0] == seen[1]
            assert seen[0].status == 404


def test_a_page_of_none_is_the_same_a_second_later(worlds: tuple[World, World]) -> None:
    ours = browser(worlds[0], str(worlds[0].owner.email))
    route = Route("w/<workspace>/inbox", ("workspace",))
    before = _levelled(ours, route, strangers()[0])
    with patch("django.core.signing.time.time", lambda: 1_900_000_000.0):
        assert _levelled(ours, route, strangers()[0]) == before


def test_every_page_of_a_holds_nothing_of_b(worlds: tuple[World, World]) -> None:
    a, b = worlds
    ours = browser(a, str(a.owner.email))
    ours.client.cookies["__Host-cs_workspace"] = b.org
    pages = [route for route in _pages() if not route.names and route.text != "logout"]
    demand_none(
        (
            f"/{route.text} tells {told}"
            for route in pages
            for told in b.secrets
            if told in str(ours.open(route.address("")))
        ),
        "A page shows what belongs to another workspace.",
    )


def test_a_forged_workspace_cookie_leads_home(worlds: tuple[World, World]) -> None:
    a, b = worlds
    ours = browser(a, str(a.owner.email))
    for org in (b.org, strangers()[0], "org_x"):
        ours.client.cookies["__Host-cs_workspace"] = org
        seen = ours.open("/w")
        assert dict(seen.headers)["Location"] == f"/w/{a.org}/inbox"


def test_the_description_names_every_address_of_the_api() -> None:
    described = {re.sub(r"{\w+}", "{}", path.lstrip("/")) for path in document()["paths"]}
    mounted = {
        re.sub(r"<[^>]+>", "{}", route.text)
        for route in routes()
        if route.is_api and not route.is_public
    }
    assert mounted == described, "an address of the API is not described, so nothing tests it"


def test_the_list_of_public_addresses_is_true() -> None:
    gone = set(PUBLIC) - {route.text for route in routes()}
    demand_none(gone, "PUBLIC in tests/tenancy/routes.py lists addresses that are gone.")


def _levelled(caller: Caller, route: Route, org: str) -> Seen:
    """The answer without the name that was asked for, which a page may repeat."""
    seen = caller.open(route.address(org))
    return Seen(seen.status, seen.headers, seen.body.replace(org.encode(), b"org"))
