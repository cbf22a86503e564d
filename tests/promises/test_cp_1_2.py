"""CP-1.2: cookies serve a closed list of purposes."""

from dataclasses import replace

from django.utils.translation import gettext, override

from chatsync.privacy import registry
from chatsync.privacy.entries import Purpose
from chatsync.site.policies import COOKIES, words_of
from tests.promises.proving import Mutant, checks, without

CLOSED = {
    "Keeping you signed in",
    "Bringing you to your workspace",
    "Protecting forms and calls",
    "Appearance and language",
    "Remembering your choice",
    "Finding slow or broken pages",
    "Payment",
}


def each_entry_has_one_purpose_of_the_list() -> None:
    assert {str(purpose) for purpose in Purpose} == CLOSED
    assert all(isinstance(entry.purpose, Purpose) for entry in registry.ENTRIES)


def every_word_of_an_entry_is_there_in_urdu() -> None:
    with override("ur"):
        for entry in registry.ENTRIES:
            for text in (entry.purpose, entry.holds, entry.switched_on_by):
                assert gettext(text) != text, text


def the_policy_prints_the_purposes_in_use() -> None:
    listed = words_of(COOKIES, "en").partition("What it is for")[2].partition("Tier A")[0]
    assert {entry.purpose for entry in registry.ENTRIES} <= set(listed.splitlines())


PROOFS = (
    each_entry_has_one_purpose_of_the_list,
    every_word_of_an_entry_is_there_in_urdu,
    the_policy_prints_the_purposes_in_use,
)
ADVERTISED = replace(registry.THEME, purpose="Advertising")  # type: ignore[arg-type]
UNSAID = replace(registry.THEME, holds="Something nobody translated.")
MUTANTS = (
    Mutant(
        "a purpose that is not on the list",
        each_entry_has_one_purpose_of_the_list,
        without("chatsync.privacy.registry.ENTRIES", (ADVERTISED,)),
    ),
    Mutant(
        "an entry without Urdu",
        every_word_of_an_entry_is_there_in_urdu,
        without("chatsync.privacy.registry.ENTRIES", (UNSAID,)),
    ),
    Mutant(
        "the page prints fewer purposes",
        the_policy_prints_the_purposes_in_use,
        without("chatsync.site.policies.Purpose", ()),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
