"""Each test begins with nothing counted and nothing waiting."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _nothing_waits(db: None) -> Iterator[None]:
    from chatsync.analytics.tests.traffic import nothing_waits  # noqa: PLC0415  settings come first

    nothing_waits()
    yield
    nothing_waits()
