"""The running product for all bad input: whatever is thrown at it, it answers and lives on."""

from collections.abc import Iterator

import pytest

from tests.support.product import Product, running


@pytest.fixture(scope="session")
def served() -> Iterator[Product]:
    with running() as product:
        yield product


@pytest.fixture
def product(served: Product) -> Iterator[Product]:
    """The product, unharmed after the test: nothing died, no answer was a 5xx."""
    served.faults.clear()
    before = served.pids()
    yield served
    assert served.pids() == before
    assert served.faults == []
