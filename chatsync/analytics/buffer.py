"""Counts that wait in memory to be written together.

A page must not wait for the database to be counted. Every process of the web writes what it
counted once a second, and when it is stopped; one that is killed loses that second at most. More
than MOST_KINDS different kinds in one second are not kept.
"""

import threading
from collections import Counter
from collections.abc import Hashable
from typing import Generic, TypeVar

MOST_KINDS = 20_000
_Key = TypeVar("_Key", bound=Hashable)


class Waiting(Generic[_Key]):
    """Counts by kind. Any thread adds; one takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[_Key] = Counter()

    def add(self, key: _Key, count: int = 1) -> None:
        with self._lock:
            if key in self._counts or len(self._counts) < MOST_KINDS:
                self._counts[key] += count

    def take(self) -> Counter[_Key]:
        """All that waits; nothing waits afterwards."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken
