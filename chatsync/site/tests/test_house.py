"""Public pages: one house around each, in both languages, and what search engines are told."""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template

from chatsync.config.catalogues import compile_all
from chatsync.privacy.areas import in_language
from chatsync.site.context import NAVIGATION
from chatsync.site.house_tags import PICTURES
from chatsync.site.library import BLOG, DOCS, texts
from chatsync.site.policies import LANGUAGES
from chatsync.site.sitemap import Listed, listed_pages
from chatsync.site.tests.stand import Browser

_BASE = settings.BASE_URL.rstrip("/")
_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


def page(browser: Browser, path: str) -> str:
    answer = browser.open(path)
    assert answer.status_code == 200, path
    assert not answer.cookies, path
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("listed", listed_pages(), ids=lambda listed: listed.address)
def test_every_page_that_is_listed_says_what_it_is(browser: Browser, listed: Listed) -> None:
    for one in listed.addresses():
        path = one["address"].removeprefix(_BASE)
        text = page(browser, path)
        assert f'<html lang="{one["language"]}"' in text
        assert f'<link rel="canonical" href="{one["address"]}">' in text
        assert re.search(r'<meta name="description"\s+content="[^"]{20,}"', text), path
        assert re.search(r'<meta property="og:image"\s+content="http', text), path
        assert text.count("<h1") == 1, path
        assert 'content="noindex"' not in text


@pytest.mark.parametrize("listed", listed_pages(), ids=lambda listed: listed.address)
def test_a_page_with_a_form_says_so_before_it_is_drawn(browser: Browser, listed: Listed) -> None:
    shown = page(browser, listed.address)
    body, _, rest = shown.partition('<body class="')[2].partition('"')
    has_field = re.search(r'class="field[" ]', rest.partition("<footer")[0])
    assert ("asks" in body.split()) == bool(has_field)


def test_the_two_languages_name_each_other(browser: Browser) -> None:
    for path in ("/features", "/ur/features"):
        text = page(browser, path)
        for language, other in (("en", "/features"), ("ur", "/ur/features")):
            assert f'hreflang="{language}" href="{_BASE}{other}"' in text


@pytest.mark.parametrize(
    ("path", "too_much"),
    [
        ("/", "nobody answers twice"),  # who has seen a colleague's answer may still send theirs
        ("/pricing", "nobody answers twice"),
        ("/", "no customer reads it twice"),  # a person may send it again
        ("/", "everybody sees it"),  # agents see their own conversations
        ("/", "This page has stored nothing"),  # it may have, once measuring was agreed to
        ("/", "hosted by you"),  # by whoever runs this installation
        ("/about", "whatever breaks"),
        ("/about", "in every mail.</li>"),  # but for the description of the API
        ("/features", "with its reason and tried again"),  # by somebody, not by itself
    ],
)
def test_no_page_promises_more_than_is_kept(browser: Browser, path: str, too_much: str) -> None:
    assert too_much not in page(browser, path)


def test_a_post_says_when_it_was_written_to_whoever_shares_it(browser: Browser) -> None:
    for text in texts(BLOG, "ur"):
        shown = page(browser, f"/ur/blog/{text.slug}")
        assert f'<meta property="article:published_time" content="{text.day}">' in shown
        assert told_to_machines(shown)[0]["image"].startswith(f"{_BASE}/static/site/pictures/")
    assert "article:published_time" not in page(browser, "/ur/blog")


def test_a_question_mark_makes_no_second_page(browser: Browser) -> None:
    text = page(browser, "/features?utm_source=x")
    assert f'<link rel="canonical" href="{_BASE}/features">' in text


def test_the_navigation_says_where_one_is(browser: Browser) -> None:
    text = page(browser, "/ur/pricing")
    assert re.findall(r'href="([^"]+)"\s+aria-current="page"', text) == ["/ur/pricing"]
    for address, _name in NAVIGATION:
        assert f'href="/ur{address}"' in text


def test_nobody_is_led_to_a_sign_up_that_is_closed(browser: Browser, settings: Any) -> None:
    assert 'href="/signup"' in page(browser, "/")
    settings.SIGNUP = "closed"
    assert 'href="/signup"' not in page(browser, "/")


def told_to_machines(text: str) -> Any:
    (raw,) = re.findall(
        r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', text, re.DOTALL
    )
    return json.loads(raw)


@pytest.mark.parametrize(
    ("path", "site", "waits"),
    [
        ("/ur/", "none", True),
        ("/ur/pricing", "cross-site", True),
        ("/ur/pricing", "same-site", True),
        ("/ur/pricing", "", True),
        ("/ur/pricing", "same-origin", False),
        ("/login", "none", False),
    ],
)
def test_whoever_comes_from_elsewhere_is_sent_naskh_ahead_alone(
    browser: Browser, path: str, site: str, waits: bool
) -> None:
    text = browser.open(path, site, headers={"Accept-Language": "ur"}).content.decode()
    assert ('data-fonts="wait"' in text) == waits
    assert ("site/fonts" in text) == waits
    ahead = re.findall(r'rel="preload"\s+href="\S+/fonts/([a-z-]+)\.', text)
    assert ahead == (["naskh"] if waits else ["inter-latin", "nastaliq"])


@pytest.mark.parametrize(("place", "shelf"), [("/docs", DOCS), ("/blog", BLOG)])
def test_machines_read_the_way_to_a_text(browser: Browser, place: str, shelf: Any) -> None:
    for language in LANGUAGES:
        base = in_language(place, language)
        for text in texts(shelf, language):
            address = f"{base}/{text.slug}"
            told = told_to_machines(page(browser, address))
            way = told[-1] if isinstance(told, list) else told
            assert way["@type"] == "BreadcrumbList"
            steps = [(it["position"], it["item"]) for it in way["itemListElement"]]
            assert steps == [(1, f"{_BASE}{base}"), (2, f"{_BASE}{address}")]
            assert way["itemListElement"][1]["name"] == text.title


def test_machines_read_only_what_an_operator_said_of_itself(
    browser: Browser, settings: Any
) -> None:
    assert "ld+json" not in page(browser, "/about")
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Indus Inbox", "12 Mall Road, Lahore"
    told = told_to_machines(page(browser, "/about"))
    assert (told["@type"], told["name"]) == ("Organization", "Indus Inbox")
    assert told["address"] == "12 Mall Road, Lahore"
    assert "email" not in told


def test_machines_read_the_questions_that_people_read(browser: Browser) -> None:
    text = page(browser, "/pricing")
    told = told_to_machines(text)
    assert told["@type"] == "FAQPage"
    for one in told["mainEntity"]:
        assert f"<summary>{one['name']}</summary>" in text


def test_what_is_told_to_machines_cannot_end_its_element() -> None:
    told = Template("{% load house %}{% told_to_machines facts %}").render(
        Context({"nonce": "n", "facts": {"name": "</script><b>&"}})
    )
    assert told.count("<") == 2
    assert json.loads(told[told.index(">") + 1 : told.rindex("<")]) == {"name": "</script><b>&"}


def test_the_sitemap_lists_each_page_once_in_both_languages(browser: Browser) -> None:
    answer = browser.open("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    found = [one.text for one in ET.fromstring(answer.content).iterfind("s:url/s:loc", _SITEMAP)]
    assert len(found) == len(set(found)) == 2 * len(listed_pages())
    assert f"{_BASE}/ur/features" in found
    assert f"Sitemap: {_BASE}/sitemap.xml" in browser.open("/robots.txt").content.decode()


def test_the_theme_that_was_chosen_decides_the_picture(browser: Browser) -> None:
    text = page(browser, "/")
    assert "inbox-dark-en" in text
    assert "prefers-color-scheme: dark" in text
    browser.cookies["__Host-cs_theme"] = "light"
    chosen = browser.open("/").content.decode()
    assert "inbox-light-en" in chosen
    assert "inbox-dark-en" not in chosen


def test_a_phone_is_shown_the_inbox_of_a_phone(browser: Browser) -> None:
    text = page(browser, "/")
    narrow, wide = (text.index(f"{name}-dark-en-720.") for name in ("list", "inbox"))
    assert "(max-width: 40rem) and (prefers-color-scheme: dark)" in text[:narrow]
    assert narrow < wide
    assert 'width="720"' in text
    assert 'height="1000"' in text


def test_every_picture_is_there_in_both_themes_and_languages() -> None:
    wanted = [
        f"site/pictures/{name}-{theme}-{language}-{width}.{ending}"
        for name, picture in PICTURES.items()
        for theme in ("light", "dark")
        for language in ("en", "ur")
        for width, ending in (
            *((width, "avif") for width in picture.widths),
            (picture.width, "webp"),
        )
    ]
    wanted += [f"site/pictures/card-{language}.jpg" for language in ("en", "ur")]
    assert [name for name in wanted if not finders.find(name)] == []


@pytest.mark.parametrize("path", ["/", "/ur/pricing", "/cookies", "/privacy/request"])
@pytest.mark.parametrize(
    ("offered", "taken", "opened"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
    ],
)
def test_a_public_page_travels_compressed(
    browser: Browser, path: str, offered: str, taken: str, opened: Callable[[bytes], bytes]
) -> None:
    answer = browser.open(path, headers={"Accept-Encoding": offered})
    assert answer["Content-Encoding"] == taken
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "</html>" in opened(answer.content).decode()
    assert "Content-Encoding" not in browser.open(path)


def test_a_page_of_one_person_is_not_compressed(browser: Browser) -> None:
    answer = browser.open("/login", headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer
