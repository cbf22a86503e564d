"""CP-6.3: script cannot steal a session."""

import re

from chatsync.accounts.models import Person
from chatsync.privacy.areas import PAGES
from chatsync.privacy.headers import confining
from chatsync.site.tests.stand import Browser, a_business
from tests.architecture import test_browser as browser_source
from tests.promises.proving import Mutant, checks, without

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


PROOFS = (
    only_scripts_of_this_very_answer_run,
    no_policy_of_a_page_is_lax,
    no_page_is_written_with_code_in_it,
    sensitive_acts_ask_again,
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
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
