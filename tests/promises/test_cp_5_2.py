"""CP-5.2: visitors can wipe cookies, tokens and local caches at any time."""

from chatsync.privacy.registry import COOKIES
from chatsync.privacy.tests import test_wipe as wiping
from chatsync.privacy.tests.visitor import Visitor
from tests.promises.proving import Mutant, checks, without


def one_act_expires_every_cookie_of_ours() -> None:
    wiping.test_the_first_answer_expires_every_cookie_of_ours_by_name(Visitor())


def the_next_answer_clears_the_storage() -> None:
    wiping.test_the_second_answer_clears_the_site_and_sets_nothing(Visitor())


def what_still_arrives_is_named() -> None:
    wiping.test_the_second_answer_names_what_still_arrives(Visitor())


def the_session_ends_on_the_server() -> None:
    wiping.test_somebody_signed_in_is_told_what_is_lost_and_then_signed_out(Visitor())


PROOFS = (
    one_act_expires_every_cookie_of_ours,
    the_next_answer_clears_the_storage,
    what_still_arrives_is_named,
    the_session_ends_on_the_server,
)
FEWER = {name: entry for name, entry in COOKIES.items() if not name.endswith("_theme")}
_VIEW = "chatsync.privacy.views.wipe"
MUTANTS = (
    Mutant(
        "one cookie is forgotten",
        one_act_expires_every_cookie_of_ours,
        without(f"{_VIEW}.COOKIES", FEWER),
    ),
    Mutant(
        "the storage is not cleared",
        the_next_answer_clears_the_storage,
        without(f"{_VIEW}._follows_a_wipe", lambda _request: False),
    ),
    Mutant(
        "the session lives on",
        the_session_ends_on_the_server,
        without(f"{_VIEW}.leave", lambda _request: None),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
