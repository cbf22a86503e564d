"""The public pages that are words and pictures alone, and what they say of themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from chatsync.kit.text import gettext_noop
from chatsync.privacy.areas import in_language
from chatsync.site.facts import about_us, prices_and_questions, software


def _nothing(_request: HttpRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class PublicPage:
    """One page. `key` is its address and its template, `name` what the navigation calls it."""

    key: str
    name: str
    title: str
    says: str
    facts: Callable[[HttpRequest], dict[str, Any]] = _nothing

    @property
    def template(self) -> str:
        return f"site/{self.key or 'home'}.html"

    def address(self, language: str) -> str:
        return in_language(f"/{self.key}", language)


HOME = PublicPage(
    "",
    "",
    gettext_noop("One WhatsApp inbox for your whole team"),
    gettext_noop(
        "A shared WhatsApp inbox for a business and its team, open source, with privacy promises "
        "that the running system keeps."
    ),
    software,
)
FEATURES = PublicPage(
    "features",
    gettext_noop("Features"),
    gettext_noop("What ChatSync does today"),
    gettext_noop(
        "The shared inbox, every kind of message, roles and limits for a team, numbers through "
        "WhatsApp's official Cloud API, an API of your own: all of it is built."
    ),
)
PRICING = PublicPage(
    "pricing",
    gettext_noop("Pricing"),
    gettext_noop("What it costs"),
    gettext_noop(
        "What this installation asks for, what Meta asks for, and answers to common questions."
    ),
    prices_and_questions,
)
ABOUT = PublicPage(
    "about",
    gettext_noop("About"),
    gettext_noop("Why ChatSync exists"),
    gettext_noop("What we hold to, who runs this installation, and what is not built yet."),
    about_us,
)
PAGES = {page.key: page for page in (HOME, FEATURES, PRICING, ABOUT)}
