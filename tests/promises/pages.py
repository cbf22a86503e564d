"""All pages of the installation, as somebody new and as the owner of a shop sees them."""

import re
from collections.abc import Iterator
from typing import Any

from chatsync.site.tests.stand import Browser, a_business
from tests.tenancy.routes import Route, routes

_ELSEWHERE = re.compile(r"""(?:src|href|action|poster|srcset)\s*=\s*["'](?:https?:)?//([^/"']+)""")
_LOADED = re.compile(r"<(?:img|script|iframe|video|audio|source|object|embed|link|form)\b[^>]*>")
_NAMES_ONLY = re.compile(r"""<link\s[^>]*rel\s*=\s*["'](?:canonical|alternate)["']""")
"""Other addresses of the same page, for search engines: no browser asks for them."""


def pages() -> list[Route]:
    """Every row of the URL table that answers people."""
    return [route for route in routes() if not route.is_api and route.text != "logout"]


def answers_to_somebody_new() -> Iterator[tuple[str, Any]]:
    """Each page as it answers a browser that has never been here."""
    for route in pages():
        path = route.address("org_" + "0" * 32)
        yield path, Browser().open(path)


def answers_to_an_owner() -> Iterator[tuple[str, Any]]:
    """Each page as it answers somebody signed in, the sign-in included."""
    owner, browser = a_business("Rose Petals", "ayesha@example.com"), Browser()
    yield "/login", browser.sign_in("ayesha")
    for route in pages():
        path = route.address(owner.workspace.org)
        yield path, browser.open(path)


def loaded_from_elsewhere(answer: Any) -> list[str]:
    """Hosts beside ours from which a document loads something, or to which it sends a form."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return []
    found = _LOADED.findall(answer.content.decode())
    tags = [tag for tag in found if not _NAMES_ONLY.match(tag)]
    return [host for tag in tags for host in _ELSEWHERE.findall(tag)]
