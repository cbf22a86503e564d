"""Who looks: somebody new, the owner of the demo's shop, the operator."""

import base64
import hmac
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from audit.site import Site
from chatsync.privacy.areas import Area, area_of, language_in_path
from tests.tenancy.routes import routes

_PATIENCE_MS = 120_000
_NOBODY = "/invitations/" + "0" * 32 + "-" + "A" * 43


@dataclass(frozen=True)
class Person:
    """Where somebody begins, and which pages are theirs to look at."""

    name: str
    enter: Callable[[Page, Site], None]
    seeds: Callable[[Site], list[str]]
    sees: Callable[[str], bool]


def people(site: Site, language: str) -> list[Person]:
    """Those who can be had: nobody signs in where no sign-in is known."""
    someone = Person("somebody new", _nobody, _public, lambda path: _is_public(path, language))
    if not site.facts:
        return [someone]
    owner = Person("owner", _owner, _of_owner, _is_private)
    return [someone, owner, Person("operator", _operator, lambda _site: ["/ops"], _is_ops)]


def _is_public(path: str, language: str) -> bool:
    area = area_of(path)
    if area is Area.PUBLIC:
        return language_in_path(path) == language
    if area is Area.CHECKOUT:
        return True
    return area is Area.ACCOUNT and not path.startswith(("/account", "/ops", "/logout"))


def _is_private(path: str) -> bool:
    is_account = path.startswith("/account") and "/session" not in path
    return area_of(path) is Area.DASHBOARD or is_account


def _is_ops(path: str) -> bool:
    return path == "/ops" or path.startswith("/ops/")


def _public(_site: Site) -> list[str]:
    """The URL table; and pages that say that something is not there."""
    fixed = [f"/{route.text}" for route in routes() if "<" not in route.text and not route.names]
    return ["/", "/ur/", *fixed, "/nothing-here", "/ur/nothing-here", _NOBODY]


def _of_owner(site: Site) -> list[str]:
    org = site.facts["demo"]["workspace"]
    fixed = [f"/{route.text}" for route in routes() if "<" not in route.text and not route.names]
    return [f"/w/{org}/inbox/all", f"/w/{org}/settings/channels", "/account", *fixed]


def _nobody(_page: Page, _site: Site) -> None:
    """Looks without signing in."""


def _owner(page: Page, site: Site) -> None:
    _sign_in(page, site, site.facts["demo"]["members"]["owner"])
    page.wait_for_url("**/w/org_*/**", timeout=_PATIENCE_MS)


def _operator(page: Page, site: Site) -> None:
    person = site.facts["operator"]
    _sign_in(page, site, person)
    page.locator("main input[name=code]").fill(_code(person["totp_secret"]))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url, timeout=_PATIENCE_MS)


def _sign_in(page: Page, site: Site, person: dict[str, str]) -> None:
    """The form's fields by name: its words are in any language."""
    page.goto(f"{site.url}/login", timeout=_PATIENCE_MS)
    page.locator("main input[name=login]").fill(person["login"])
    page.locator("main input[name=password]").fill(person["password"])
    page.locator("main input[name=password]").press("Enter")
    page.wait_for_load_state("load", timeout=_PATIENCE_MS)


def _code(secret: str) -> str:
    """A code of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack_from('>I', digest, start)[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def cookie_header(context: BrowserContext) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
