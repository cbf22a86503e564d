"""CP-6.2: session identifiers travel only over HTTPS, HttpOnly and SameSite=Strict."""

from typing import Any

from chatsync.privacy.entries import STRICT, Flag
from chatsync.privacy.registry import COOKIES
from chatsync.site.tests import test_page_cookies as page_cookies
from chatsync.site.tests.stand import PASSWORD, Browser, a_business
from tests.promises.pages import answers_to_an_owner
from tests.promises.proving import Mutant, checks, with_settings, without


def every_cookie_of_every_page_is_strict() -> None:
    seen = 0
    for _path, answer in answers_to_an_owner():
        page_cookies.assert_strict(answer)
        seen += len(answer.cookies)
    assert seen > 2, "this proof saw too few cookies"


def every_declared_cookie_is_strict() -> None:
    assert COOKIES
    assert all(name.startswith("__Host-cs_") for name in COOKIES)
    assert all(entry.flags == STRICT for entry in COOKIES.values())


def a_chosen_theme_is_strict_too() -> None:
    page_cookies.test_a_theme_is_stored_only_when_it_is_chosen(Browser(), "dark", "dark")


def no_answer_tells_the_key_of_a_session() -> None:
    a_business("Rose Petals", "ayesha@example.com")
    browser = Browser()
    browser.sign_in("ayesha", PASSWORD)
    key = browser.cookies["__Host-cs_session"].value
    for path in page_cookies.every_page():
        answer = browser.open(path)
        assert key not in answer.content.decode(), path
        assert key not in answer.headers.get("Location", ""), path


def _key_of(request: Any) -> str:
    return str(request.session.session_key) if hasattr(request, "session") else "system"


PROOFS = (
    every_cookie_of_every_page_is_strict,
    every_declared_cookie_is_strict,
    a_chosen_theme_is_strict_too,
    no_answer_tells_the_key_of_a_session,
)
_NO_GUARD = "chatsync.privacy.middleware.StorageGuard.__call__"
MUTANTS = (
    *(
        Mutant(
            f"{name} is {value}",
            every_cookie_of_every_page_is_strict,
            with_settings(**{name: value}),
        )
        for name, value in (
            ("SESSION_COOKIE_HTTPONLY", False),
            ("SESSION_COOKIE_SECURE", False),
            ("SESSION_COOKIE_SAMESITE", "Lax"),
            ("CSRF_COOKIE_HTTPONLY", False),
            ("CSRF_COOKIE_SAMESITE", "None"),
            ("SESSION_COOKIE_DOMAIN", "testserver"),
        )
    ),
    Mutant(
        "a cookie is declared without HttpOnly",
        a_chosen_theme_is_strict_too,
        without(
            "chatsync.privacy.cookies.Flag",
            type("Flag", (), {**{it.name: it for it in Flag}, "HTTP_ONLY": "none"}),
        ),
    ),
    Mutant(
        "a page shows the key of the session",
        no_answer_tells_the_key_of_a_session,
        without("chatsync.privacy.context.theme_of", _key_of),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
