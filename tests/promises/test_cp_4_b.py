"""CP-4.B: tier B, performance and analytics, anonymous; off until somebody agrees."""

from django.test import override_settings

from chatsync.privacy.models import ConsentRecord
from chatsync.privacy.tests import test_consent as consent
from chatsync.privacy.tests.visitor import PLAUSIBLE, Visitor, loads
from chatsync.site.policies import COOKIES, words_of
from tests.promises.proving import Mutant, checks, without

LEDGER = {"receipt", "ends", "answer", "method", "language", "asked", "words", "at"}


def nothing_is_loaded_before_a_yes() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        consent.test_a_first_visit_is_asked_and_nothing_is_stored_or_loaded()


def a_yes_loads_it_on_public_pages_alone() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        consent.test_a_yes_loads_the_service_on_public_pages_alone(Visitor())


def the_ledger_knows_nobody() -> None:
    assert {field.name for field in ConsentRecord._meta.get_fields()} == LEDGER


def without_a_service_nothing_is_measured_and_the_page_says_so() -> None:
    assert not loads(Visitor().page())
    part = words_of(COOKIES, "en").partition("Tier B: speed and layout")[2]
    assert part.strip().startswith("Not used in this installation.")
    with override_settings(MEASURING=PLAUSIBLE):
        part = words_of(COOKIES, "en").partition("Tier B: speed and layout")[2]
        assert "stats.example" in part.partition("Tier C")[0]


PROOFS = (
    nothing_is_loaded_before_a_yes,
    a_yes_loads_it_on_public_pages_alone,
    the_ledger_knows_nobody,
    without_a_service_nothing_is_measured_and_the_page_says_so,
)
MUTANTS = (
    Mutant(
        "the service is loaded early",
        nothing_is_loaded_before_a_yes,
        without("chatsync.privacy.consent.Consent.measures", True),
    ),
    Mutant(
        "account pages are measured",
        a_yes_loads_it_on_public_pages_alone,
        without("chatsync.privacy.consent.is_measured_page", lambda _path: True),
    ),
    Mutant(
        "the page keeps quiet about the service",
        without_a_service_nothing_is_measured_and_the_page_says_so,
        without("chatsync.site.policies.vendors", tuple),
    ),
)


test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
