"""What stands at the head and the foot of every page."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from chatsync.desk.addresses import FORM
from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import Area, area_of, in_language
from chatsync.site.pages import ABOUT, FEATURES, PRICING
from chatsync.site.policies import POLICIES

NAVIGATION = (
    ("/features", FEATURES.name),
    ("/pricing", PRICING.name),
    ("/docs", gettext_noop("Docs")),
    ("/blog", gettext_noop("Blog")),
    ("/about", ABOUT.name),
    ("/contact", gettext_noop("Contact")),
)


@dataclass(frozen=True)
class Link:
    """A way to a page, by its short name. `is_here`: the reader stands on it."""

    title: str
    address: str
    is_here: bool


def house(request: HttpRequest) -> dict[str, Any]:
    """The public pages and the policies in the language of the page, and whether one may join."""
    language = get_language() or "en"
    return {
        "policies": [
            {"title": gettext(policy.title), "address": policy.address(language)}
            for policy in POLICIES.values()
        ],
        "desk_page": in_language(FORM, language),
        "status_page": in_language("/status", language),
        "newsletter_page": in_language("/subscribe", language),
        "house": [
            _link(request, gettext(name), in_language(address, language))
            for address, name in NAVIGATION
        ],
        "may_sign_up": settings.SIGNUP == "open",
        "page_path": in_language(request.path, language),
        "fonts_wait": language == "ur" and _arrives(request),
    }


def _arrives(request: HttpRequest) -> bool:
    """Whether a reader of a public page comes from elsewhere (W3C Fetch Metadata) and so has none
    of our files yet. A browser that does not say where from counts as one that arrives.
    """
    is_public = area_of(request.path) is Area.PUBLIC
    return is_public and request.headers.get("Sec-Fetch-Site") != "same-origin"


def _link(request: HttpRequest, title: str, address: str) -> Link:
    is_here = request.path == address or request.path.startswith(f"{address}/")
    return Link(title, address, is_here)
