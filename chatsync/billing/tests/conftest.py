"""Billing is on in this room's tests; what is off has its own."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.BILLING = True
