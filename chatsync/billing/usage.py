"""What rooms above count for us; `config/wiring.py` says who counts."""

from collections.abc import Callable
from datetime import datetime

Count = Callable[[datetime, int], int]
"""How many customers of the open scope wrote, live, before a moment; counted up to a number."""

CountNumbers = Callable[[], int]
"""How many numbers the open scope's workspace has connected."""

_counters: list[Count] = []
_number_counters: list[CountNumbers] = []


def customers_counted_by(count: Count) -> None:
    """Bind who counts customers. Called by `config/wiring.py` alone."""
    _counters[:] = [count]


def customers_who_wrote(before: datetime, most: int) -> int:
    """Raises LookupError where nobody counts: a process forgot the wiring page."""
    if not _counters:
        raise LookupError("nobody counts customers: import chatsync.config.wiring")
    return _counters[0](before, most)


def numbers_counted_by(count: CountNumbers) -> None:
    """Bind who counts numbers. Called by `config/wiring.py` alone."""
    _number_counters[:] = [count]


def numbers_connected() -> int:
    """Raises LookupError where nobody counts: a process forgot the wiring page."""
    if not _number_counters:
        raise LookupError("nobody counts numbers: import chatsync.config.wiring")
    return _number_counters[0]()
