"""Docs and blog: files in both languages, found by their words, without anything that acts."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext

from chatsync.billing.plans import ENTITLEMENTS, Plan
from chatsync.billing.words import PLAN_NAMES
from chatsync.config.catalogues import compile_all
from chatsync.site import library
from chatsync.site.finding import find
from chatsync.site.library import BLOG, CATEGORIES, DOCS, text_of, texts
from chatsync.site.tests.stand import Browser

_ATOM = {"a": "http://www.w3.org/2005/Atom"}
_LINK = re.compile(r'href="([^"]+)"')


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


def page(browser: Browser, path: str) -> str:
    answer = browser.open(path)
    assert answer.status_code == 200, path
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("shelf", [DOCS, BLOG])
def test_every_text_is_there_in_both_languages(shelf: str) -> None:
    english, urdu = texts(shelf, "en"), texts(shelf, "ur")
    assert [it.slug for it in english] == [it.slug for it in urdu]
    for one, other in zip(english, urdu, strict=True):
        assert (one.category, one.day) == (other.category, other.day)
        assert not set(one.title) <= set(other.title), f"{one.slug} is not translated"
        assert one.html.count("<h2") == other.html.count("<h2")
        assert one.html.count("<li>") == other.html.count("<li>")


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(("shelf", "place"), [(DOCS, "docs"), (BLOG, "blog")])
def test_every_text_has_a_page_whose_links_lead_somewhere(
    browser: Browser, shelf: str, place: str, language: str
) -> None:
    before = "/ur/" if language == "ur" else "/"
    known = {it.slug for it in texts(shelf, language)}
    for text in texts(shelf, language):
        shown = page(browser, f"{before}{place}/{text.slug}")
        assert text.title.split()[0] in shown
        for link in _LINK.findall(text.html):
            assert resolve(link) if link.startswith("/") else link in known, (text.slug, link)


def test_a_search_finds_parts_of_words_and_shows_the_place(browser: Browser) -> None:
    shown = page(browser, "/docs?q=Recovery+CODE")
    assert "secure-your-account" in shown
    assert re.search(r"<mark>[^<]*([Rr]ecovery|code)", shown)
    assert 'content="noindex"' in shown


def test_a_search_reads_urdu_letters_of_every_keyboard() -> None:
    hits = find("ايجنٹ كي گفتگو", texts(DOCS, "ur"))
    assert "find-things" in [hit.text.slug for hit in hits]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_place_is_shown_with_whole_words_around_it(language: str) -> None:
    hits = find("qr", texts(DOCS, language))
    assert hits
    for hit in hits:
        words = hit.text.plain.split()
        around = f"{hit.before} {hit.match} {hit.after}".replace("…", "").split()
        assert set(around) <= set(words)
        assert not re.search(r"\w [.,]", hit.text.plain)


def test_the_title_counts_more_than_the_text() -> None:
    assert find("team", texts(DOCS, "en"))[0].text.slug == "invite-your-team"


@pytest.mark.parametrize("asked", ["zzzz", "<script>alert(1)</script>", "\x00", "a" * 5000, "%"])
def test_a_search_without_hits_says_what_to_do(browser: Browser, asked: str) -> None:
    answer = browser.get("/docs", {"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_blog_is_narrowed_by_category_and_words(browser: Browser) -> None:
    whole, one = page(browser, "/blog"), page(browser, "/blog?category=privacy")
    assert whole.count('class="quiet"') > one.count('class="quiet"') >= 1
    assert "a-promise-that-a-test-keeps" in one
    assert "who-takes-the-next-customer" not in one
    assert "No post holds that." in page(browser, "/blog?category=privacy&q=phone+shop+zzz")
    assert page(browser, "/blog?category=nothing").count("<h2") == whole.count("<h2")


def test_every_post_has_a_category_and_a_day() -> None:
    assert texts(BLOG, "en")
    for it in texts(BLOG, "en"):
        assert it.category in CATEGORIES
        assert it.day is not None
        assert it.minutes >= 1


def test_the_feed_holds_every_post(browser: Browser) -> None:
    for path, language in (("/blog.atom", "en"), ("/ur/blog.atom", "ur")):
        read = ET.fromstring(browser.open(path).content)
        titles = [entry.text for entry in read.iterfind("a:entry/a:title", _ATOM)]
        assert titles == [it.title for it in texts(BLOG, language)]


@pytest.mark.parametrize(
    ("language", "says"), [("en", "belongs to {}."), ("ur", "API صرف {} پلان میں ہے")]
)
def test_the_docs_name_the_plans_that_hold_the_api(language: str, says: str) -> None:
    with translation.override(language):
        names = [gettext(PLAN_NAMES[plan]) for plan in Plan if ENTITLEMENTS[plan].has_api]
    told = text_of(DOCS, language, "use-the-api")
    assert told is not None
    assert says.format({"en": " and ", "ur": " اور "}[language].join(names)) in told.plain


@pytest.mark.parametrize("path", ["/docs/nothing", "/blog/nothing", "/ur/docs/01-try-it"])
def test_a_text_that_does_not_exist_is_not_found(browser: Browser, path: str) -> None:
    assert browser.open(path).status_code == 404


def test_nothing_in_a_file_acts_on_a_page(tmp_path: Path) -> None:
    file = tmp_path / "01-bad.md"
    file.write_text(
        "title: Bad\nsays: Bad\n---\n<script>alert(1)</script>\n\n"
        "[a](javascript:alert(1)) <img src=x onerror=alert(1)> ![b](data:text/html,x)\n"
    )
    html = library._read(file).html
    assert "<script" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html
