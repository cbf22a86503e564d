"""The way through the operator's pages: every page is in it, and it says where one is."""

import re
from typing import Any

import pytest

from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.ops.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("db")
_LINK = re.compile(r'<a\s+href="(/ops[^"]*)"(?:\s+aria-current="(\w+)")?>')


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def _navigation(client: Any, path: str) -> list[tuple[str, str]]:
    """Addresses with what is said of the place: true for the group, page for the page."""
    page = text_of(client.get(path))
    return _LINK.findall(page[page.index("<header") : page.index("</header>")])


def _all_of(client: Any) -> set[str]:
    groups = [address for address, _here in _navigation(client, "/ops")]
    return {address for group in groups for address, _here in _navigation(client, group)}


def test_every_page_is_in_it_or_below_one_that_is(client: Any, settings: Any) -> None:
    settings.BILLING = True
    found = _all_of(client)
    for pattern in (it for it in urlpatterns if it.name):
        first = "/".join(f"/{pattern.pattern}".split("/")[:3])
        assert first in found, pattern


@pytest.mark.parametrize(
    ("path", "group", "page"),
    [
        ("/ops/tenants", "/ops/tenants", "/ops/tenants"),
        ("/ops/landings/spring", "/ops/traffic", "/ops/landings"),
        ("/ops/invitations/new", "/ops/tenants", "/ops/invitations"),
        ("/ops/mail", "/ops/parked", "/ops/mail"),
    ],
)
def test_it_says_where_one_is(client: Any, settings: Any, path: str, group: str, page: str) -> None:
    settings.SIGNUP = "invite"
    client.post("/ops/landings", {"slug": "spring"})
    here = [(address, kind) for address, kind in _navigation(client, path) if kind]
    assert here == [(group, "true"), (page, "page")]


def test_pages_of_billing_are_there_where_something_is_sold(client: Any, settings: Any) -> None:
    for is_on in (False, True):
        settings.BILLING = is_on
        found = {address for address, _here in _navigation(client, "/ops/tenants")}
        assert ("/ops/billing" in found, "/ops/transfers" in found) == (is_on, is_on)
