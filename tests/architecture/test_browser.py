"""Pages run no inline code, and nothing reaches the browser's storage beside the registry."""

import re

import pytest

from chatsync.privacy.payment import INSIDE
from chatsync.privacy.registry import COOKIES
from tests.support.lessons import demand_none
from tests.support.source import PRODUCT, ROOT, product

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\bsrc\s*=)[^>]*>",
    re.IGNORECASE,
)
STORAGE = re.compile(
    r"\b(localStorage|sessionStorage|indexedDB|cookieStore|openDatabase)\b"
    r"|document\s*\.\s*cookie|\bcaches\s*\.|navigator\s*\.\s*(serviceWorker|storage)\b"
)
SENDS = re.compile(r"sendBeacon")
COOKIE = re.compile(r"__(?:Host|Secure)-[A-Za-z0-9_]+")
TOUCHES_STORAGE = "chatsync/privacy/static/privacy/storage.js"
SENDS_REPORTS = "chatsync/analytics/static/analytics/beacon.js"
SETS_COOKIES = "chatsync/privacy/cookies.py"


def test_templates_carry_no_code() -> None:
    pages = [*PRODUCT.rglob("templates/**/*.html")]
    assert len(pages) > 15, "this test saw too few templates"
    demand_none(
        (
            f"{page.relative_to(ROOT)}: {found[0].strip()}"
            for page in pages
            for found in INLINE.finditer(page.read_text(encoding="utf-8"))
        ),
        "Our Content-Security-Policy refuses inline code and styles: use a file.",
    )


def test_one_script_alone_touches_what_the_browser_keeps() -> None:
    files = [*(ROOT / "dashboard" / "src").rglob("*.ts*"), *PRODUCT.rglob("static/**/*.js")]
    assert len(files) > 30, "this test saw too few files"
    touching = {
        str(path.relative_to(ROOT)): found[0]
        for path in files
        for found in [STORAGE.search(path.read_text(encoding="utf-8"))]
        if found
    }
    assert touching.pop(TOUCHES_STORAGE, None), "the allowed script touches nothing any more"
    demand_none(
        (f"{name}: {found}" for name, found in touching.items()),
        "State is kept on the server; what must look into the browser's storage asks the functions "
        f"of {TOUCHES_STORAGE}.",
    )


def test_one_script_alone_sends_reports_behind_the_page() -> None:
    files = [*(ROOT / "dashboard" / "src").rglob("*.ts*"), *PRODUCT.rglob("static/**/*.js")]
    sending = {
        str(path.relative_to(ROOT))
        for path in files
        if SENDS.search(path.read_text(encoding="utf-8"))
    }
    assert sending == {SENDS_REPORTS}


def test_only_registered_cookies_are_named() -> None:
    written = [source.path for source in product()]
    written += [*PRODUCT.rglob("templates/**/*.html"), *(ROOT / "dashboard/src").rglob("*.ts*")]
    known = {*COOKIES, *(entry.name for company in INSIDE for entry in company.entries)}
    demand_none(
        (
            f"{path.relative_to(ROOT)}: {name}"
            for path in written
            for name in COOKIE.findall(path.read_text(encoding="utf-8"))
            if name not in known and name != "__Host-cs_"
        ),
        "Declare a cookie in chatsync/privacy/registry.py before naming it.",
    )


def test_cookies_are_written_in_one_place() -> None:
    demand_none(
        (
            source.name
            for source in product()
            if re.search(
                r"\.(set_cookie|set_signed_cookie)\(|cookies\[[^]]+\]\s*=[^=]", source.text
            )
            if source.name != SETS_COOKIES
        ),
        "Write a cookie with remember() of chatsync/privacy/cookies.py: it keeps the flags.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<p style='color: red'>",
        "<button onclick='go()'>",
        "<style>p {}</style>",
        "<a href='javascript:go()'>",
    ],
)
def test_inline_code_is_noticed(text: str) -> None:
    assert INLINE.search(text)


@pytest.mark.parametrize(
    "text", ["window.localStorage.x = 1", "document.cookie", "caches.open('a')", "indexedDB.open()"]
)
def test_storage_is_noticed(text: str) -> None:
    assert STORAGE.search(text)


def test_a_script_file_is_no_inline_code() -> None:
    assert not INLINE.search('<script type="module" src="/a.js" nonce="x"></script>')


def test_every_template_is_ours() -> None:
    folders = {path.relative_to(PRODUCT).parts[0] for path in PRODUCT.rglob("templates")}
    assert folders <= {
        "site",
        "accounts",
        "privacy",
        "workspaces",
        "config",
        "ops",
        "inbox",
        "desk",
        "outreach",
        "billing",
        "audit",
        "analytics",
    }
