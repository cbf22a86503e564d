"""CP-3.4: web forms are protected against CSRF."""

from chatsync.privacy.forms import form_token
from chatsync.privacy.origins import SIGNED_MACHINES
from chatsync.site.tests import test_cross_site as cross_site
from chatsync.site.tests.stand import ORIGIN, Browser
from tests.promises.pages import pages
from tests.promises.proving import Mutant, checks, without


def no_page_takes_anything_from_another_site() -> None:
    browser = Browser()
    browser.open("/login")
    token = browser.cookies["__Host-cs_csrf"].value
    fields = {"csrfmiddlewaretoken": token, "form_token": form_token()}
    for route in pages():
        for site in ("cross-site", "same-site"):
            headers = {"Sec-Fetch-Site": site, "Origin": ORIGIN}
            answer = browser.post(route.address("org_0"), fields, headers=headers)
            assert answer.status_code == 403, route.text


def another_origin_is_refused() -> None:
    for form in cross_site.FORMS:
        cross_site.test_another_origin_is_refused_without_fetch_metadata_too(Browser(), form)


def a_form_without_its_token_is_refused() -> None:
    for form in cross_site.FORMS:
        cross_site.test_a_form_without_its_token_is_refused(Browser(), form)


def a_form_without_a_cookie_needs_origin_and_token() -> None:
    cross_site.test_preferences_need_a_token_of_ours(Browser())
    cross_site.test_preferences_need_the_browser_to_name_us(Browser())


def signed_machines_alone_are_exempt() -> None:
    assert SIGNED_MACHINES == ("/webhooks/",)


PROOFS = (
    no_page_takes_anything_from_another_site,
    another_origin_is_refused,
    a_form_without_its_token_is_refused,
    a_form_without_a_cookie_needs_origin_and_token,
    signed_machines_alone_are_exempt,
)
_CHECK = "django.middleware.csrf.CsrfViewMiddleware.process_view"
MUTANTS = (
    Mutant(
        "what other sites cause is let in",
        no_page_takes_anything_from_another_site,
        without("chatsync.privacy.middleware.must_be_refused", lambda _request: False),
    ),
    Mutant("Django checks no token", another_origin_is_refused, without(_CHECK, lambda *_: None)),
    Mutant(
        "a missing token is good enough",
        a_form_without_its_token_is_refused,
        without(_CHECK, lambda *_: None),
    ),
    Mutant(
        "any token will do",
        a_form_without_a_cookie_needs_origin_and_token,
        without("chatsync.privacy.forms.is_form_token", lambda _token: True),
    ),
    Mutant(
        "nobody asks where a form comes from",
        a_form_without_a_cookie_needs_origin_and_token,
        without("chatsync.privacy.forms.form_is_ours", lambda _request: True),
    ),
    Mutant(
        "the API is exempt",
        signed_machines_alone_are_exempt,
        without("tests.promises.test_cp_3_4.SIGNED_MACHINES", ("/webhooks/", "/api/")),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
