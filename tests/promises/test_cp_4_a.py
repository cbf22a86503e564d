"""CP-4.A: tier A, essential, first-party: sessions, API calls, dark and light mode."""

from typing import Any

from chatsync.privacy.cookies import remember
from chatsync.privacy.entries import US, Tier
from chatsync.privacy.middleware import Language
from chatsync.privacy.registry import ENTRIES, THEME
from chatsync.site.tests import test_page_cookies as page_cookies
from chatsync.site.tests.stand import Browser, a_business
from tests.promises.pages import pages
from tests.promises.proving import Mutant, checks, with_settings, without

FORMS = {"login", "signup", "password/reset"}
"""Pages that may bring the form's own cookie before anybody signs in."""


def a_first_visit_stores_nothing() -> None:
    for route in pages():
        if route.text not in FORMS:
            answer = Browser().open(route.address("org_0"))
            assert not answer.cookies, route.text


def a_theme_is_written_when_it_is_chosen_and_not_before() -> None:
    page_cookies.test_a_theme_is_stored_only_when_it_is_chosen(Browser(), "dark", "dark")


def everything_of_tier_a_is_ours() -> None:
    essential = [entry for entry in ENTRIES if entry.tier is Tier.ESSENTIAL]
    assert essential
    assert all(entry.setter == US for entry in essential)


def the_dashboard_works_with_tier_a_alone() -> None:
    owner, browser = a_business("Rose Petals", "ayesha@example.com"), Browser()
    browser.sign_in("ayesha")
    org = owner.workspace.org
    assert browser.open(f"/w/{org}/inbox").status_code in {200, 503}
    called = browser.get("/api/v1/me", headers={"ChatSync-Workspace": org})
    assert called.json()["workspace"]["id"] == org
    assert set(browser.cookies) <= {entry.name for entry in ENTRIES}


def _unasked(language: Language, request: Any) -> Any:
    answer = language.get_response(request)
    remember(answer, THEME, "dark")
    return answer


PROOFS = (
    a_first_visit_stores_nothing,
    a_theme_is_written_when_it_is_chosen_and_not_before,
    everything_of_tier_a_is_ours,
    the_dashboard_works_with_tier_a_alone,
)
MUTANTS = (
    Mutant(
        "every page remembers a theme",
        a_first_visit_stores_nothing,
        without("chatsync.privacy.middleware.Language.__call__", _unasked),
    ),
    Mutant(
        "a theme is written under another name",
        a_theme_is_written_when_it_is_chosen_and_not_before,
        without("chatsync.privacy.context.THEMES", ()),
    ),
    Mutant(
        "the session is not taken for one",
        the_dashboard_works_with_tier_a_alone,
        with_settings(SESSION_COOKIE_NAME="__Host-cs_locale"),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
