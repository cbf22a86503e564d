"""Which pages search engines are shown: all public ones that are meant to be found."""

from dataclasses import dataclass

from chatsync.analytics.queries.landings import live_slugs
from chatsync.desk.addresses import FORM
from chatsync.privacy.areas import in_language
from chatsync.site.addresses import absolute_address
from chatsync.site.library import BLOG, DOCS, texts
from chatsync.site.pages import PAGES
from chatsync.site.policies import LANGUAGES, POLICIES


@dataclass(frozen=True)
class Listed:
    """One page; `address` is the one in English."""

    address: str

    def addresses(self) -> list[dict[str, str]]:
        return [
            {"language": it, "address": absolute_address(in_language(self.address, it))}
            for it in LANGUAGES
        ]


def listed_landings() -> list[Listed]:
    """The operator's own pages that are online."""
    return [Listed(f"/l/{slug}") for slug in live_slugs()]


def listed_pages() -> list[Listed]:
    """In the order in which a reader would go through them."""
    found = [f"/{key}" for key in PAGES]
    for place, shelf in (("/docs", DOCS), ("/blog", BLOG)):
        found += [place, *(f"{place}/{it.slug}" for it in texts(shelf, "en"))]
    found += [
        f"/{key}" for key in ("contact", "subscribe", "status", *POLICIES, "cookies/preferences")
    ]
    found.append(FORM)
    return [Listed(address) for address in found]
