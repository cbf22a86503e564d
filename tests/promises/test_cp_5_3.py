"""CP-5.3: analytics can be refused by add-ons or global privacy headers."""

from django.test import override_settings

from chatsync.privacy.tests import test_signals as signals
from chatsync.privacy.tests.visitor import DNT, GPC, PLAUSIBLE, Visitor
from tests.promises.proving import Mutant, checks, without


def a_signal_keeps_everything_off() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        for signal in (GPC, DNT):
            signals.test_a_signal_is_not_asked_and_nothing_is_kept(Visitor(), signal)


def a_signal_wins_over_an_earlier_yes() -> None:
    with override_settings(MEASURING=PLAUSIBLE):
        for signal in (GPC, DNT):
            signals.test_a_signal_wins_over_an_earlier_yes(Visitor(), signal)


PROOFS = (a_signal_keeps_everything_off, a_signal_wins_over_an_earlier_yes)
MUTANTS = (
    Mutant(
        "signals are not heard",
        a_signal_keeps_everything_off,
        without("chatsync.privacy.consent.signal_of", lambda _request: None),
    ),
    Mutant(
        "an earlier yes wins",
        a_signal_wins_over_an_earlier_yes,
        without("chatsync.privacy.consent.signal_of", lambda _request: None),
    ),
)
test_it_holds, test_a_mutant_is_noticed = checks(PROOFS, MUTANTS)
