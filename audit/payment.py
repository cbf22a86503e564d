"""The payment page as a customer gets there: a business that has just signed up takes a plan.

Its address works once, so it is looked at where the way ends and never opened again.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response

from audit.browsing import Seen
from audit.site import Site
from chatsync.privacy.areas import Area, area_of
from tests.journeys.looks import Looks
from tests.journeys.newcomers import tell_of_a_business
from tests.journeys.paying import confirm, take_growth
from tests.journeys.visitors import PATIENCE_MS


@contextmanager
def payment_page(browser: Browser, site: Site, language: str) -> Iterator[Seen | None]:
    """None where nobody can sign up from here: the installation is not our own."""
    if site.product is None:
        yield None
        return
    looks = Looks(language)
    page = browser.new_page(ignore_https_errors=True, reduced_motion="reduce", **looks.browser)
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{site.url}/signup")
    password = f"kettle {secrets.token_hex(6)} saucer"
    tell_of_a_business(page, site.product, password, looks)
    confirm(page, password, looks)
    with page.expect_response(_is_payment) as found:
        take_growth(page, looks=looks)
    yield Seen(urlsplit(page.url).path, page, found.value)
    page.close()


def _is_payment(response: Response) -> bool:
    is_page = response.request.resource_type == "document" and response.status == 200
    return is_page and area_of(urlsplit(response.url).path) is Area.CHECKOUT
