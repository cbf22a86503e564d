"""The checkout document: what it lets in, what it says, and what it refuses."""

import re
from typing import Any

import pytest
from django.test import Client

from chatsync.billing.actions.checkout import open_checkout
from chatsync.billing.actions.handles import Looks, make_handle
from chatsync.billing.models import Handle
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.tests.make import a_trial
from chatsync.billing.tests.stand_in import TOKEN, StandIn
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_trial()


@pytest.fixture
def page(owner: Access, stand_in: StandIn) -> Any:
    """The document as it opens for a plan."""
    opened = open_checkout(owner, Plan.GROWTH, Interval.YEAR, Looks("en", "dark"))
    return Client().get(opened.url.partition("testserver")[2] or path_of(opened.url))


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def directives(answer: Any) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: value for name, _, value in (part.partition(" ") for part in parts)}


def test_it_says_what_is_paid_and_what_would_be_loaded(page: Any, stand_in: StandIn) -> None:
    text = page.content.decode()
    for word in ("Karachi Kitchen", "Growth, a year", "Rs 85,000", "USD 310.00", stand_in.frame):
        assert word in text, word
    assert "Open the secure checkout (loads Paddle)" in text
    assert 'data-theme="dark"' in text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_it_loads_nothing_of_paddle_by_itself(page: Any, stand_in: StandIn) -> None:
    loaded = re.findall(
        r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', page.content.decode()
    )
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert page.content.count(b"<script") == 1


def test_its_policy_lets_paddle_in_and_leads_nowhere_else(page: Any, stand_in: StandIn) -> None:
    found = directives(page)
    assert found["frame-src"] == stand_in.frame
    assert found["connect-src"] == f"{stand_in.url} {stand_in.frame}"
    assert found["form-action"] == found["worker-src"] == found["default-src"] == "'none'"
    assert re.fullmatch(
        rf"http://testserver/static/billing/checkout\S*\.js {stand_in.url}", found["script-src"]
    )
    assert "'self'" not in page.headers["Content-Security-Policy"]
    assert "nonce" not in page.headers["Content-Security-Policy"]


def test_on_our_own_origin_it_may_open_no_window(page: Any) -> None:
    assert "allow-popups" not in directives(page)["sandbox"]


def test_on_an_origin_of_its_own_it_may(owner: Access, stand_in: StandIn, settings: Any) -> None:
    settings.PAY_URL = "http://pay.localhost"
    settings.ALLOWED_HOSTS = ["pay.localhost", "testserver"]
    url = make_handle(owner.workspace_id, "txn_01", Looks())
    assert url.startswith("http://pay.localhost/pay/")
    answer = Client().get(path_of(url), headers={"Host": "pay.localhost"})
    assert answer.status_code == 200
    assert "sandbox" not in directives(answer)
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert "http://pay.localhost/static/" in directives(answer)["script-src"]


def test_that_origin_serves_nothing_else(owner: Access, stand_in: StandIn, settings: Any) -> None:
    settings.PAY_URL = "http://pay.localhost"
    settings.ALLOWED_HOSTS = ["pay.localhost", "testserver"]
    for path in ("/", "/login", "/w", "/api/v1/me", "/signup", "/ops", "/cookies"):
        answer = Client().get(path, headers={"Host": "pay.localhost"})
        assert answer.status_code == 404, path
        assert not answer.cookies, path
    moved = Client().get("/pay?_ptxn=txn_01")
    assert moved.headers["Location"] == "http://pay.localhost/pay?_ptxn=txn_01"


def test_it_sets_no_cookie_and_opens_once(owner: Access, stand_in: StandIn) -> None:
    path = path_of(make_handle(owner.workspace_id, "txn_01", Looks()))
    first, again = Client().get(path), Client().get(path)
    assert (first.status_code, again.status_code) == (200, 404)
    assert not first.cookies
    assert TOKEN not in again.content.decode()
    assert stand_in.url not in again.headers["Content-Security-Policy"]


def test_a_look_at_its_head_uses_nothing_up(owner: Access, stand_in: StandIn) -> None:
    path = path_of(make_handle(owner.workspace_id, "txn_01", Looks()))
    assert Client().head(path).status_code == 405
    with scope(owner.workspace_id):
        assert Handle.objects.get().used_at is None


def test_it_speaks_the_language_of_the_page_that_asked(owner: Access, stand_in: StandIn) -> None:
    answer = Client().get(path_of(make_handle(owner.workspace_id, "txn_01", Looks("ur"))))
    assert is_in_urdu(answer.content.decode())
    assert answer.headers["Content-Language"] == "ur"


@pytest.mark.parametrize(
    ("language", "fonts"), [("en", ["inter-latin"]), ("ur", ["inter-latin", "nastaliq"])]
)
def test_it_asks_at_once_for_the_fonts_of_its_language(
    owner: Access, stand_in: StandIn, language: str, fonts: list[str]
) -> None:
    answer = Client().get(path_of(make_handle(owner.workspace_id, "txn_01", Looks(language))))
    asked = re.findall(r'rel="preload" href="\S+/fonts/([a-z-]+)\.', answer.content.decode())
    assert asked == fonts


def test_a_payment_link_shows_the_same_click_and_says_nothing_of_whose_it_is(
    owner: Access, stand_in: StandIn
) -> None:
    opened = open_checkout(owner, Plan.GROWTH, Interval.YEAR, Looks())
    answer = Client().get(f"/pay?_ptxn={opened.checkout.transaction_id}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Open the secure checkout (loads Paddle)" in text
    assert "Karachi Kitchen" not in text
    assert "85,000" not in text


@pytest.mark.parametrize(
    "query", ["", "?_ptxn=", "?_ptxn=txn_unknown", "?_ptxn=ctm_01", "?_ptxn=<script>", "?_ptxn=%00"]
)
def test_a_transaction_that_is_not_ours_leads_nowhere(stand_in: StandIn, query: str) -> None:
    answer = Client().get(f"/pay{query}")
    assert answer.status_code == 404
    assert stand_in.url not in answer.headers["Content-Security-Policy"]


def test_with_the_way_for_browsers_without_script(page: Any, settings: Any) -> None:
    text = page.content.decode()
    hosted = re.findall(
        r'href="(https://pay\.example\.com/[^"]+)"', text.partition("<noscript>")[2]
    )
    assert len(hosted) == 1
    assert hosted[0].startswith("https://pay.example.com/hsc_01?transaction_id=txn_")


@pytest.mark.parametrize(("name", "value"), [("BILLING", False), ("PADDLE_CLIENT_TOKEN", "")])
def test_where_nothing_is_paid_through_paddle_there_is_no_such_page(
    owner: Access, stand_in: StandIn, settings: Any, name: str, value: Any
) -> None:
    path = path_of(make_handle(owner.workspace_id, "txn_01", Looks()))
    setattr(settings, name, value)
    for address in (path, "/pay", "/pay?_ptxn=txn_01"):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert "127.0.0.1" not in answer.headers["Content-Security-Policy"]


CALLED = ("/api/v1/me", "/login", "/w/org_1/inbox", "/cookies/registry.json")


@pytest.mark.parametrize("path", CALLED)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("dest", ["empty", "iframe"])
def test_the_server_refuses_what_comes_from_it(path: str, method: str, dest: str) -> None:
    mode = "navigate" if dest == "iframe" else "cors"
    told = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    for page in ("/pay", "/pay/0-A?x=1"):
        headers = {**told, "Referer": f"http://testserver{page}"}
        assert Client().generic(method, path, headers=headers).status_code == 403


def test_a_person_goes_on_from_it_by_a_link() -> None:
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
        "Referer": "http://testserver/pay",
    }
    assert Client().get("/cookies", headers=headers).status_code == 200
    assert Client().post("/login", headers=headers).status_code == 403
