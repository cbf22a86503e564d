"""CP-5.1: visitors can decline cookies in their browser."""

from django.conf import settings

from chatsync.privacy.areas import Area, area_of
from chatsync.site.browser_help import BROWSERS
from chatsync.site.tests.stand import Browser
from tests.promises.pages import pages
from tests.promises.proving import Mutant, checks, with_settings, without

ENDED = {
    "cookies/wiped",
    "ur/cookies/wiped",
    "privacy/request/sent",
    "ur/privacy/request/sent",
}
"""Pages that are there right after a deed alone."""


def the_policy_helps_in_four_browsers() -> None:
    for path in ("/cookies", "/ur/cookies"):
        text = Browser().open(path).content.decode()
        for name in ("Chrome", "Edge", "Safari", "Firefox"):
            assert f"<bdi>{name}</bdi>" in text, name


def every_help_refuses_wipes_and_says_whether_it_was_tried() -> None:
    assert all(browser.refuse and browser.wipe for browser in BROWSERS)
    text = Browser().open("/cookies").content.decode()
    untried = sum(not browser.tried_in for browser in BROWSERS)
    assert text.count("we have not followed these steps ourselves") == untried
    assert text.count("We followed these steps in") == len(BROWSERS) - untried


def public_pages_work_without_a_cookie() -> None:
    public = [it for it in pages() if it.is_public and area_of(f"/{it.text}") is Area.PUBLIC]
    assert len(public) > 10
    for route in public:
        answer = Browser().open(route.address(""))
        if answer.status_code != 405:  # the address of a form, which nobody opens
            expected = {404} if route.names or route.text in ENDED else {200, 301}
            assert answer.status_code in expected, route.text


PROOFS = (
    the_policy_helps_in_four_browsers,
    every_help_refuses_wipes_and_says_whether_it_was_tried,
    public_pages_work_without_a_cookie,
)
_LOGIN = "django.contrib.auth.middleware.LoginRequiredMiddleware"
MUTANTS = (
    Mutant(
        "one browser is forgotten",
        the_policy_helps_in_four_browsers,
        without("chatsync.site.policies.BROWSERS", BROWSERS[:3]),
    ),
    Mutant(
        "an untried help claims nothing",
        every_help_refuses_wipes_and_says_whether_it_was_tried,
        without("chatsync.site.policies.BROWSERS", BROWSERS[:1] * 4),
    ),
    Mutant(
        "public pages ask for a session",
        public_pages_work_without_a_cookie,
        with_settings(MIDDLEWARE=[*settings.MIDDLEWARE, _LOGIN]),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
