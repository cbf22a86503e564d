"""CP-0.1: cookies, web beacons and local browser storage are covered."""

from chatsync.privacy import headers
from chatsync.privacy.areas import Area
from chatsync.privacy.entries import Kind, Tier
from chatsync.privacy.registry import ENTRIES
from chatsync.site.policies import COOKIES, words_of
from tests.architecture import test_browser as browser_source
from tests.promises.pages import answers_to_somebody_new, loaded_from_elsewhere
from tests.promises.proving import Mutant, checks, without
from tests.support.source import PRODUCT


def every_report_address_is_declared() -> None:
    policy = headers.content_security_policy(Area.PUBLIC, "N", "https://chat.example")
    declared = {
        entry.name
        for entry in ENTRIES
        if entry.kind is Kind.BEACON and entry.tier is not Tier.MEASUREMENT
    }
    told = {part.split()[1] for part in policy.split("; ") if part.startswith("report-uri")}
    assert told == declared


def one_script_touches_storage() -> None:
    browser_source.test_one_script_alone_touches_what_the_browser_keeps()


def the_policy_lists_every_entry() -> None:
    words = words_of(COOKIES, "en")
    assert all(entry.name in words for entry in ENTRIES)


def no_page_carries_a_pixel() -> None:
    for path, answer in answers_to_somebody_new():
        assert loaded_from_elsewhere(answer) == [], path


def mails_are_plain_text() -> None:
    mails = [*PRODUCT.rglob("*_message.*")]
    assert len(mails) > 8
    assert all(mail.suffix == ".txt" and "<" not in mail.read_text() for mail in mails)


PIXEL = '<img src="https://pixel.example/p.gif">'
PROOFS = (
    every_report_address_is_declared,
    one_script_touches_storage,
    the_policy_lists_every_entry,
    no_page_carries_a_pixel,
    mails_are_plain_text,
)
MUTANTS = (
    Mutant(
        "reports go elsewhere",
        every_report_address_is_declared,
        without("chatsync.privacy.headers._REPORTING", "report-uri /elsewhere"),
    ),
    Mutant(
        "another script touches storage",
        one_script_touches_storage,
        without("tests.architecture.test_browser.TOUCHES_STORAGE", "another.js"),
    ),
    Mutant(
        "the page leaves entries out",
        the_policy_lists_every_entry,
        without("chatsync.site.policies.entries_in_use", lambda: ENTRIES[:2]),
    ),
    Mutant(
        "a page carries a pixel",
        no_page_carries_a_pixel,
        without("chatsync.site.views.policies.body_of", lambda _policy, _language: PIXEL),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
