"""CP-1.1, CP-3.1, CP-6.2: leaving and arriving, in Chromium and in Firefox as it is installed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from chatsync.audit.browser import Driven, Opened, Tab
from chatsync.audit.launching import BROWSERS, driven, found_browser
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
_FILL = """
(() => {{
  const form = document.querySelector("main input[name=password]").form;
  form.elements.login.value = {login};
  form.elements.password.value = {password};
  form.requestSubmit();
}})()
"""


@pytest.fixture(scope="module", params=BROWSERS)
def started(request: pytest.FixtureRequest) -> Iterator[Driven]:
    if not found_browser(request.param):
        pytest.skip(f"{request.param} is not installed here and apt is not ours")
    if request.param == "firefox":
        yield request.getfixturevalue("firefox")
        return
    with driven(request.param) as browser:
        yield browser


@pytest.fixture
def tab(started: Driven) -> Iterator[Tab]:
    """In a profile that has never been anywhere."""
    tab = started.new_tab()
    yield tab
    tab.close()


class _Elsewhere(BaseHTTPRequestHandler):
    """Another site: a page with a link, and an address that leads on by itself."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        (to,) = parse_qs(asked.query).get("to", [""])
        self.send_response(302 if asked.path == "/onward" else 200)
        self.send_header("Location", to)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        onward = f"/onward?to={to}"
        page = f'<a id="link" href="{to}">there</a><a id="redirect" href="{onward}">onward</a>'
        self.wfile.write(page.encode())

    def log_message(self, *_said: object) -> None:
        """Quiet."""


@contextmanager
def another_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def fill_in(tab: Tab, product: Product, role: str = "owner") -> None:
    """Fill in the sign-in form and send it off."""
    person = product.facts["demo"]["members"][role]
    tab.evaluate(
        _FILL.format(login=json.dumps(person["login"]), password=json.dumps(person["password"]))
    )


def _sign_in(tab: Tab, product: Product) -> str:
    """As the owner, by the form; the address of all chats."""
    tab.open(f"{product.url}/login")
    fill_in(tab, product)
    tab.wait("location.pathname.startsWith('/w/')")
    return f"{product.url}/w/{product.facts['demo']['workspace']}/inbox/all"


def _shows(name: str) -> str:
    return f"document.body?.innerText.includes({json.dumps(name)})"


def test_the_back_button_shows_nothing_private_after_signing_out(
    tab: Tab, product: Product
) -> None:
    customer = product.api("contacts").json()["items"][0]["name"]
    inbox = _sign_in(tab, product)
    tab.open(f"{inbox.removesuffix('/inbox/all')}/contacts", 0.3)
    tab.open(inbox, 0.3)
    private = product.facts["demo"]["members"]["owner"]["login"]
    tab.open(f"{product.url}/account", 0.1)
    tab.wait(_shows(private))  # what must not be seen again was there to be seen
    tab.open(f"{product.url}/logout")
    tab.evaluate("document.querySelector('main form').requestSubmit()")
    tab.wait("location.pathname === '/login'")
    for _press in range(4):
        tab.back()
        assert not tab.is_true(_shows(private)), tab.evaluate("location.href")
        assert not tab.is_true(_shows(customer)), tab.evaluate("location.href")
    assert [it.name for it in tab.cookies() if "session" in it.name] == []


def _arrived(tab: Tab, address: str) -> list[Opened]:
    return [one for one in tab.record.documents if one.url == address]


def _until_the_page(tab: Tab, address: str) -> None:
    """The first answer goes on by itself, the second is the page."""

    def is_here() -> bool:
        tab.wire.listen(0.05)
        return len(_arrived(tab, address)) > 1

    eventually(is_here)


@pytest.mark.parametrize("way", ["link", "redirect"])
def test_a_signed_in_person_arrives_signed_in_from_another_site(
    tab: Tab, product: Product, way: str
) -> None:
    inbox = _sign_in(tab, product)
    made = product.api("invitations", method="POST", body={"role": "agent"}).json()
    offer = urlsplit(made["link"]).path
    with another_site() as elsewhere:
        for address in (inbox, f"{product.url}/account/name", f"{product.url}{offer}"):
            tab.open(f"{elsewhere}/?to={address}")
            tab.record.documents.clear()
            tab.evaluate(f"document.getElementById({json.dumps(way)}).click()")
            _until_the_page(tab, address)
            tab.rest(0.5)
            assert len(_arrived(tab, address)) == 2
            tab.wait(f"location.pathname === {json.dumps(urlsplit(address).path)}")
            asks = "Boolean(document.querySelector('main input[name=password]'))"
            assert not tab.is_true(asks), f"{address} asks again"


def test_a_bookmark_opens_signed_in(tab: Tab, product: Product) -> None:
    inbox = _sign_in(tab, product)
    tab.open("about:blank")
    assert tab.open(inbox, 0.3).url == inbox
