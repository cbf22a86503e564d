"""CP-5.4: blocking essential cookies breaks sign-in and the dashboard; it is said plainly."""

from chatsync.site.tests.stand import PASSWORD, Browser, a_business
from tests.promises.proving import Mutant, checks, with_settings, without

PLAIN = "Your browser blocks our cookies"
MOST_STEPS = 3


def _forgetful() -> Browser:
    """A browser that keeps no cookie."""
    browser = Browser()
    browser.cookies.clear()
    return browser


def sign_in_says_that_cookies_are_blocked() -> None:
    a_business("Rose Petals", "ayesha@example.com")
    for path in ("/login", "/signup", "/password/reset"):
        browser = _forgetful()
        browser.open(path)
        browser.cookies.clear()
        answer = browser.send(path, {"login": "ayesha", "password": PASSWORD})
        assert answer.status_code == 403, path
        assert PLAIN in answer.content.decode(), path


def a_protected_page_ends_at_sign_in() -> None:
    for start in ("/w", "/w/org_0/inbox", "/account", "/ops"):
        path, steps = start, 0
        while True:
            answer = _forgetful().open(path, site="same-origin" if steps else "none")
            if answer.status_code not in {301, 302, 303}:
                break
            path, steps = answer.headers["Location"], steps + 1
            assert steps <= MOST_STEPS, start
        assert path.startswith("/login"), start
        assert "http-equiv" not in answer.content.decode(), start


PROOFS = (sign_in_says_that_cookies_are_blocked, a_protected_page_ends_at_sign_in)
MUTANTS = (
    Mutant(
        "a refusal without a reason",
        sign_in_says_that_cookies_are_blocked,
        with_settings(CSRF_FAILURE_VIEW="django.views.csrf.csrf_failure"),
    ),
    Mutant(
        "every arrival is sent on for ever",
        a_protected_page_ends_at_sign_in,
        without("chatsync.privacy.middleware.arrives_from_elsewhere", lambda _request: True),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
