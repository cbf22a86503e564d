"""How fast each number may send: a token bucket per number, slowed when Meta says so.

Meta allows 80 messages a second per number, in and out together (throughput); we keep to nine
tenths of it. Error 130429 halves the pace for a while.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

FULL_PACE = 72.0  # messages per second and number
_BURST = 24.0
_SLOWEST = 4.0
_RECOVERS = 1.1  # a second
_RECOVERED_AFTER_S = 60.0  # from the slowest to the full pace; a longer rest changes no more


@dataclass
class _Bucket:
    filled_at: float
    pace: float = FULL_PACE
    tokens: float = _BURST

    def fill(self, moment: float) -> None:
        passed = moment - self.filled_at
        self.tokens = min(_BURST, self.tokens + passed * self.pace)
        self.pace = min(FULL_PACE, self.pace * _RECOVERS ** min(passed, _RECOVERED_AFTER_S))
        self.filled_at = moment


class Pace:
    """The buckets of all numbers that this sender has met."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[UUID, _Bucket] = {}

    def share(self, number_id: UUID) -> int:
        """How many messages the number may send now."""
        return int(self._filled(number_id).tokens)

    def spend(self, number_id: UUID, count: int) -> None:
        self._buckets[number_id].tokens -= count

    def slow_down(self, number_id: UUID) -> None:
        bucket = self._filled(number_id)
        bucket.pace = max(_SLOWEST, bucket.pace / 2)
        bucket.tokens = min(bucket.tokens, 0.0)

    def _filled(self, number_id: UUID) -> _Bucket:
        moment = self._clock()
        bucket = self._buckets.setdefault(number_id, _Bucket(moment))
        bucket.fill(moment)
        return bucket
