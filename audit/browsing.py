"""Every page that can be found: from the URL table, and by following links."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response

_PATIENCE_MS = 120_000
_IDS = re.compile(r"org_[0-9a-f]+|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/|$)")
_FILES = re.compile(r"\.(atom|json|txt|xml|ico|css|csv)$|/file$|^/api/v1/(?!docs$)|^/metrics$")
_MOST = 120


@dataclass(frozen=True)
class Seen:
    """A page as it stands in the browser."""

    path: str
    page: Page
    response: Response

    @property
    def policy(self) -> str:
        return self.response.headers.get("content-security-policy", "")


@dataclass(frozen=True)
class Broken:
    """A page that the browser could not show."""

    path: str
    fault: str


def shape(path: str) -> str:
    """Pages that differ by an id alone are one."""
    return _IDS.sub("*", urlsplit(path).path)


def browse(
    page: Page, origin: str, seeds: list[str], belongs: Callable[[str], bool]
) -> Iterator[Seen | Broken]:
    """Open each page once; what links to another page of ours leads there."""
    waiting = list(seeds)
    known: set[str] = set()
    while waiting and len(known) < _MOST:
        path = urlsplit(waiting.pop(0)).path
        if shape(path) in known or _FILES.search(path) or not belongs(path):
            continue
        known.add(shape(path))
        try:
            response = _open(page, f"{origin}{path}")
        except Error as error:
            yield Broken(path, error.message.partition("\n")[0])
            continue
        ended = urlsplit(page.url).path
        if response is None or (shape(ended) in known and shape(ended) != shape(path)):
            continue
        known.add(shape(ended))
        yield Seen(ended, page, response)
        waiting += _links(page, origin)


def _open(page: Page, address: str) -> Response | None:
    """Only documents are pages; a download is none. The dashboard draws itself."""
    try:
        response = page.goto(address, wait_until="load", timeout=_PATIENCE_MS)
    except Error as error:
        if "Download is starting" in str(error):
            return None
        raise
    if response is None or "html" not in response.headers.get("content-type", ""):
        return None
    if page.locator("#root, #app").count():
        page.wait_for_selector("nav.queue-bar, main h1, main h2", timeout=_PATIENCE_MS)
        page.wait_for_load_state("networkidle", timeout=_PATIENCE_MS)
    return response


def _links(page: Page, origin: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    return [one.removeprefix(origin) for one in found if one.startswith(f"{origin}/")]
