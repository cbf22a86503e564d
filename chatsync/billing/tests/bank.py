"""The operator's account at a bank, for tests of any room. No models: a conftest may import it."""

from typing import Any

import pytest


@pytest.fixture
def bank(settings: Any) -> None:
    """Plans may be paid by bank transfer."""
    settings.BILLING = True
    settings.BANK_NAME, settings.BANK_ACCOUNT_TITLE = "Example Bank", "Example Hosting"
    settings.BANK_IBAN = "PK36 SCBL 0000 0011 2345 6702"
