"""`make audit`: independent tools look at a running installation; faults end with exit code 1.

Command line: python -m audit [--url https://…] [--only headers,pages,speed,addons]. Without an
address it starts the product with its demo behind Caddy or nginx, and sees signed-in pages too.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

import django
from playwright.sync_api import Browser, Page, sync_playwright

os.environ["DJANGO_SETTINGS_MODULE"] = "chatsync.config.settings"
os.environ.setdefault("CHATSYNC_SECRET_KEY", "audit")
django.setup()

from audit import addons, headers, markup, speed  # noqa: E402  rooms are read after the set-up
from audit.accessibility import axe, code_sniffer  # noqa: E402
from audit.browsing import Broken, Seen, browse, shape  # noqa: E402
from audit.payment import payment_page  # noqa: E402
from audit.people import Person, cookie_header, people  # noqa: E402
from audit.site import Site, own_site  # noqa: E402
from audit.verdicts import Verdicts  # noqa: E402
from tests.journeys.browsers import FLAGS, program  # noqa: E402

_PARTS = ("headers", "pages", "speed", "addons")
_PAYMENT = "/pay/*"
_LOCALES = {"en": "en-GB", "ur": "ur-PK"}
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument("--url", help="a running installation; absent: one of our own")
    parser.add_argument("--only", default=",".join(_PARTS), help=f"of {', '.join(_PARTS)}")
    options = parser.parse_args()
    parts = set(options.only.split(","))
    if not parts or parts - set(_PARTS):
        parser.error(f"--only takes {', '.join(_PARTS)}, with commas between")
    verdicts = Verdicts()
    with nullcontext(Site(options.url.rstrip("/"))) if options.url else own_site() as site:
        if not site.facts:
            verdicts.lacks("Signed-in pages: nobody can sign in to this installation from here.")
        if parts & {"headers", "pages"}:
            with _browser() as browser:
                _look(browser, site, parts, verdicts)
        if "speed" in parts:
            speed.measure(site, verdicts)
    if "addons" in parts:
        addons.compare(verdicts)
    sys.exit(0 if verdicts.finish() else 1)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


def _look(browser: Browser, site: Site, parts: set[str], verdicts: Verdicts) -> None:
    if "headers" in parts:
        _look_at_headers(browser, site, verdicts)
    if "pages" in parts:
        policies: dict[str, str] = {}
        sources: dict[str, str] = {}
        for language in _LOCALES:
            kept = (policies, sources, verdicts)
            for person in people(site, language):
                _look_around(browser, site, person, language, kept)
            with payment_page(browser, site, language) as seen:
                if seen:  # its policy names the payment's hosts, which the evaluator never likes
                    _judge(seen, f"customer {language} {_PAYMENT}", ({}, sources, verdicts))
        headers.evaluate(policies, verdicts)
        found = markup.faults_of(sources)
        if found is None:
            verdicts.lacks("Nu HTML checker: no Java is installed (apt-get install default-jre).")
        for page, faults in (found or {}).items():
            verdicts.keep("Nu HTML checker", page, faults)


def _look_at_headers(browser: Browser, site: Site, verdicts: Verdicts) -> None:
    pages = {"/": "", "/login": "", "/cookies": ""}
    if site.facts:
        with _page_of(browser, site, people(site, "en")[1], "en") as page:
            org = site.facts["demo"]["workspace"]
            pages[f"/w/{org}/inbox"] = cookie_header(page.context)
            headers.observe(site, pages, verdicts)
    else:
        headers.observe(site, pages, verdicts)


@contextmanager
def _page_of(browser: Browser, site: Site, person: Person, language: str) -> Iterator[Page]:
    """Their browser, signed in."""
    context = browser.new_context(
        ignore_https_errors=True, locale=_LOCALES[language], reduced_motion="reduce"
    )
    page = context.new_page()
    person.enter(page, site)
    yield page
    context.close()


def _look_around(
    browser: Browser,
    site: Site,
    person: Person,
    language: str,
    kept: tuple[dict[str, str], dict[str, str], Verdicts],
) -> None:
    """Every page of theirs, in both themes: the browser repaints it, so it is opened once."""
    verdicts = kept[2]
    with _page_of(browser, site, person, language) as page:
        for seen in browse(page, site.url, person.seeds(site), person.sees):
            name = f"{person.name} {language} {shape(seen.path)}"
            fault = [seen.fault] if isinstance(seen, Broken) else []
            verdicts.keep("Opens", name, fault)
            if isinstance(seen, Broken):
                continue
            _judge(seen, name, kept)


def _judge(seen: Seen, name: str, kept: tuple[dict[str, str], dict[str, str], Verdicts]) -> None:
    policies, sources, verdicts = kept
    policies[name], sources[name] = seen.policy, seen.response.text()
    for theme in _THEMES:
        seen.page.emulate_media(color_scheme=theme)
        verdicts.keep("axe", f"{name} {theme}", axe(seen))
        verdicts.keep("HTML_CodeSniffer", f"{name} {theme}", code_sniffer(seen))


main()
