"""Signing in at the running product's own form, without a browser."""

from typing import Any, Protocol
from urllib.parse import urlencode

from tests.support.product import Answer


class Site(Protocol):
    """The product, or a proxy in front of it."""

    @property
    def url(self) -> str: ...

    def ask(
        self, method: str, path: str, *, body: Any = None, headers: dict[str, str]
    ) -> Answer: ...


def sign_in(site: Site, login: str, password: str) -> str:
    """Fill in the sign-in form as a browser would; the Cookie header of the session."""
    page = site.ask("GET", "/login", headers=navigation("none"))
    cookie = cookies_of(page)
    token = page.body.partition(b'name="csrfmiddlewaretoken" value="')[2].partition(b'"')[0]
    form = {"csrfmiddlewaretoken": token.decode(), "login": login, "password": password}
    answer = site.ask(
        "POST",
        "/login",
        body=urlencode(form).encode(),
        headers={
            **navigation("same-origin"),
            "Cookie": cookie,
            "Origin": site.url,
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert answer.status == 302, (answer.status, answer.body[:500])
    return cookies_of(answer)


def navigation(site: str) -> dict[str, str]:
    """What a browser says of a navigation (W3C Fetch Metadata)."""
    return {
        "Sec-Fetch-Site": site,
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
        "Accept": "text/html",
    }


def cookies_of(answer: Answer) -> str:
    """What the answer sets, as a Cookie header."""
    given: list[str] = answer.headers.get_all("Set-Cookie") or []  # type: ignore[attr-defined]
    return "; ".join(line.partition(";")[0] for line in given)
