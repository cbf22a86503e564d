"""Each number has its own bucket: a burst, a pace, and a slower pace when Meta asks for it."""

import pytest

from chatsync.channels.loops.pace import FULL_PACE, Pace
from chatsync.kit.ids import uuid7

ONE, OTHER = uuid7(), uuid7()


class Clock:
    """Moved by hand."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def drain(pace: Pace) -> int:
    """Spend all that the number may send now; how much that was."""
    share = pace.share(ONE)
    pace.spend(ONE, share)
    return share


def test_a_burst_is_spent_and_comes_back_at_the_pace(pace: Pace, clock: Clock) -> None:
    assert drain(pace) == 24
    assert drain(pace) == 0
    clock.time += 0.25
    assert drain(pace) == int(FULL_PACE / 4)


def test_a_number_idle_for_a_week_saves_no_more_than_one_burst(pace: Pace, clock: Clock) -> None:
    drain(pace)
    clock.time += 7 * 24 * 60 * 60
    assert drain(pace) == 24


def test_over_a_minute_no_number_passes_nine_tenths_of_metas_limit(
    pace: Pace, clock: Clock
) -> None:
    sent = 0
    for _ in range(6_000):
        clock.time += 0.01
        sent += drain(pace)
    assert 60 * FULL_PACE * 0.97 < sent <= 60 * FULL_PACE + 24 < 60 * 80


def test_one_numbers_haste_costs_another_nothing(pace: Pace) -> None:
    drain(pace)
    pace.slow_down(ONE)
    assert (pace.share(ONE), pace.share(OTHER)) == (0, 24)


def test_a_refusal_halves_the_pace_and_it_recovers(pace: Pace, clock: Clock) -> None:
    pace.share(ONE)
    pace.slow_down(ONE)
    assert pace.share(ONE) == 0
    clock.time += 0.5
    assert 0 < drain(pace) <= FULL_PACE / 4 + 2
    clock.time += 60
    drain(pace)
    clock.time += 0.25
    assert drain(pace) == int(FULL_PACE / 4)


def test_however_often_meta_refuses_a_number_still_moves(pace: Pace, clock: Clock) -> None:
    for _ in range(50):
        pace.slow_down(ONE)
    clock.time += 1
    assert pace.share(ONE) >= 1
