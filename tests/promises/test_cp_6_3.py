"""CP-6.3: script cannot steal a session."""

import re

from django.test import override_settings

from chatsync.accounts.models import Person
from chatsync.privacy.areas import PAGES
from chatsync.privacy.headers import confining, confining_checkout
from chatsync.privacy.payment import payment_here
from chatsync.site.tests.stand import Browser, a_business
from tests.architecture import test_browser as browser_source
from tests.promises.proving import Mutant, checks, without
from tests.promises.test_cp_4_c import SELLING

SENSITIVE = ("/account/login", "/account/password", "/account/email", "/account/factors/app")


def only_scripts_of_this_very_answer_run() -> None:
    seen = set()
    for _ in range(3):
        policy = Browser().open("/").headers["Content-Security-Policy"]
        found = re.search(r"script-src 'nonce-([^']{22,})' 'strict-dynamic';", policy)
        assert found, policy
        seen.add(found[1])
    assert len(seen) == 3


def no_policy_of_a_page_is_lax() -> None:
    for area in PAGES:
        policy = confining(area, "N", "https://chat.example")["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "base-uri 'none'" in policy
        assert "frame-ancestors 'none'" in policy


def no_page_is_written_with_code_in_it() -> None:
    browser_source.test_templates_carry_no_code()


def sensitive_acts_ask_again() -> None:
    a_business("Rose Petals", "ayesha@example.com")
    browser = Browser()
    browser.sign_in("ayesha")
    assert Person.objects.count() == 1
    for path in SENSITIVE:
        answer = browser.open(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/account/confirm"), path


def the_checkout_document_cannot_reach_the_app() -> None:
    with override_settings(**SELLING):
        payment = payment_here()
        assert payment is not None
        policy = confining_checkout(payment, "/static/x.js", "https://chat.example")[
            "Content-Security-Policy"
        ]
    assert "'self'" not in policy
    assert "nonce" not in policy
    parts = dict(part.partition(" ")[::2] for part in policy.split("; "))
    for name in ("default-src", "form-action", "worker-src", "frame-ancestors", "base-uri"):
        assert parts[name] == "'none'", name
    for name in ("connect-src", "frame-src"):
        assert "chat.example" not in parts[name], name
    assert "allow-popups" not in parts["sandbox"]


def the_server_refuses_what_comes_from_it() -> None:
    a_business("Rose Petals", "ayesha@example.com")
    browser = Browser()
    browser.sign_in("ayesha")
    told = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    for referer, status in (("/account", 200), ("/pay", 403), ("/pay/1-2", 403)):
        headers = {**told, "Referer": f"http://testserver{referer}"}
        assert browser.get("/account", headers=headers).status_code == status, referer


PROOFS = (
    only_scripts_of_this_very_answer_run,
    no_policy_of_a_page_is_lax,
    no_page_is_written_with_code_in_it,
    sensitive_acts_ask_again,
    the_checkout_document_cannot_reach_the_app,
    the_server_refuses_what_comes_from_it,
)
MUTANTS = (
    Mutant(
        "the nonce is always the same",
        only_scripts_of_this_very_answer_run,
        without("chatsync.privacy.middleware.secrets.token_urlsafe", lambda _size: "n" * 24),
    ),
    Mutant(
        "inline code is let in",
        no_policy_of_a_page_is_lax,
        without("chatsync.privacy.headers._REPORTING", "script-src-attr 'unsafe-inline'"),
    ),
    Mutant(
        "a sensitive act asks nobody",
        sensitive_acts_ask_again,
        without("chatsync.accounts.confirming.has_confirmed", lambda _request: True),
    ),
    Mutant(
        "the checkout document may open windows of ours",
        the_checkout_document_cannot_reach_the_app,
        without("chatsync.privacy.headers._NO_WINDOWS", "allow-scripts allow-popups"),
    ),
    Mutant(
        "the checkout document may load what we serve",
        the_checkout_document_cannot_reach_the_app,
        without("chatsync.privacy.headers._REPORTING", "media-src 'self'"),
    ),
    Mutant(
        "the server listens to the checkout document",
        the_server_refuses_what_comes_from_it,
        without("chatsync.privacy.origins.comes_from_checkout", lambda _request: False),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
