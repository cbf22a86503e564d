"""The product's clock: one place to ask for the time, so that a test can move it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, in UTC."""
    return _source() if _source else datetime.now(UTC)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Let the process live `by` later (or earlier) inside the block."""
    global _source  # noqa: PLW0603  the clock is process-wide on purpose
    before = _source
    _source = lambda: datetime.now(UTC) + by  # noqa: E731
    try:
        yield
    finally:
        _source = before


@contextmanager
def held() -> Iterator[None]:
    """Let the clock stand still inside the block, however long that takes."""
    global _source  # noqa: PLW0603  as above
    before, moment = _source, now()
    _source = lambda: moment  # noqa: E731
    try:
        yield
    finally:
        _source = before
