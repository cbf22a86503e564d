"""Which requests are counted, and as what: the request itself tells, and nothing else is asked.

A browser opening a public page in a tab is counted. Programs, pages fetched in advance, HEAD and
whoever sends Do Not Track or Global Privacy Control are not. Browsers that send no Fetch Metadata
(Safari before 16.4) are not counted either.
"""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from chatsync.analytics.models import LONGEST_PAGE
from chatsync.analytics.tickets import FIELD
from chatsync.privacy.areas import in_language
from chatsync.privacy.consent import is_measured_page
from chatsync.privacy.origins import is_navigation, own_origin
from chatsync.privacy.signals import signal_of

_AHEAD = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
"""Headers with which browsers say that they fetch a page before anybody asked for it."""
# Cubot makes phones; WhatsApp and Telegram name themselves too where people open pages in them, and
# as the first word, or as TelegramBot, where they fetch a preview.
_PROGRAM = re.compile(
    r"(?<!cu)bot\b|bots\b|crawl|spider|slurp|headless|preview|scrap|monitor|lighthouse|pagespeed|archiver"
    r"|facebookexternalhit|^whatsapp|curl|wget|python|java/|go-http|okhttp|node|axios"
    r"|phantom|selenium|puppeteer|playwright|validator|checker|feed|http",
    re.IGNORECASE,
)
_TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)", re.IGNORECASE)
_PHONE = re.compile(r"mobi|iphone|ipod|android|phone|opera mini", re.IGNORECASE)


class Device(StrEnum):
    """The class of a device; nothing finer is kept."""

    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


class Referrer(StrEnum):
    """The class of the site on which the link stood; its address is not kept."""

    NONE = "none"
    OWN = "own"
    SEARCH = "search"
    SOCIAL = "social"
    MESSAGES = "messages"
    OTHER = "other"


_SITES = {
    Referrer.SEARCH: (
        "google", "bing", "duckduckgo", "yahoo", "yandex", "baidu", "ecosia", "qwant", "brave",
        "startpage", "kagi",
    ),
    Referrer.SOCIAL: (
        "facebook", "instagram", "twitter", "x", "t", "linkedin", "lnkd", "youtube", "tiktok",
        "pinterest", "reddit", "threads", "quora", "snapchat",
    ),
    Referrer.MESSAGES: ("whatsapp", "wa", "telegram", "messenger", "slack", "teams", "gmail"),
}  # fmt: skip
_COMMON_ENDS = frozenset({"com", "co", "org", "net", "me", "in", "pk", "uk", "de", "fr", "ru"})


def is_counted(request: HttpRequest) -> bool:
    """Whether this request is somebody opening a public page who did not forbid counting."""
    return (
        request.method == "GET"
        and is_navigation(request)
        and is_measured_page(request.path)
        and may_be_counted(request)
        and not is_return(request)
    )


def is_return(request: HttpRequest) -> bool:
    """Whether a page led to itself, as it does after an answer to the question about measurement
    or another choice of colours or language. Whoever reads on is still in the midst of one view.
    """
    told = request.headers.get("Referer", "")
    if not told.startswith(f"{own_origin(request)}/"):
        return False
    before = urlsplit(told)
    return _place(before.path, before.query) == _place(request.path, request.META["QUERY_STRING"])


def _place(path: str, query: str) -> tuple[str, str]:
    """An address without its language, and without the view that it goes on with."""
    fields = QueryDict(query, mutable=True)
    fields.pop(FIELD, None)
    return in_language(path, "en"), fields.urlencode()


def may_be_counted(request: HttpRequest) -> bool:
    """Whether a person sent this who did not forbid counting."""
    return (
        signal_of(request) is None
        and not any(header in request.headers for header in _AHEAD)
        and not is_program(request.headers.get("User-Agent", ""))
    )


def is_program(agent: str) -> bool:
    """Whether this is the name of a program that reads pages, or no name at all."""
    return not agent or bool(_PROGRAM.search(agent))


def device_of(agent: str) -> Device:
    if _TABLET.search(agent):
        return Device.TABLET
    return Device.PHONE if _PHONE.search(agent) else Device.DESKTOP


def referrer_of(request: HttpRequest) -> Referrer:
    """The class of the site from which somebody came."""
    told = request.headers.get("Referer", "")
    try:
        parts = urlsplit(told)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        return Referrer.NONE
    if told.startswith(f"{own_origin(request)}/"):
        return Referrer.OWN
    names = [name for name in host.split(".") if name not in _COMMON_ENDS]
    site = names[-1] if names else ""
    return next((kind for kind, known in _SITES.items() if site in known), Referrer.OTHER)


def page_of(path: str) -> str:
    """The page as it is counted: its path, never its query."""
    return path[:LONGEST_PAGE]
