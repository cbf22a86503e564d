"""What programs ask every site for, unasked by any page: its icon, and what they may read."""

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from chatsync.site.addresses import absolute_address
from chatsync.site.sitemap import listed_landings, listed_pages

_DAY_S = 86_400
_CLOSED = (
    "/account",
    "/api",
    "/invitations",
    "/login",
    "/logout",
    "/ops",
    "/password",
    "/signup/",
    "/w",
)


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """`/favicon.ico`: the icon of the pages, for whoever looks for it there."""
    return _kept(HttpResponse(_icon(), content_type="image/svg+xml"))


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """`/robots.txt` (RFC 9309): search engines read the public pages alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Allow: /"]
    lines += ["", f"Sitemap: {absolute_address('/sitemap.xml')}", ""]
    return _kept(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml` (sitemaps.org, with Google's `xhtml:link`): each page in both languages."""
    written = render_to_string("site/sitemap.xml", {"pages": [*listed_pages(), *listed_landings()]})
    return _kept(HttpResponse(written, content_type="application/xml; charset=utf-8"))


@cache
def _icon() -> bytes:
    found = finders.find("site/icon.svg")
    if not isinstance(found, str):
        raise FileNotFoundError("site/icon.svg is not among the static files")
    return Path(found).read_bytes()


def _kept(answer: HttpResponse) -> HttpResponse:
    answer.headers["Cache-Control"] = f"public, max-age={_DAY_S}"
    return answer
