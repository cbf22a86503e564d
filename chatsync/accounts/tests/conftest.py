"""Somebody with an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chatsync.accounts.models import Person


@pytest.fixture
def sana(db: None) -> Person:
    """Sana, who has an address and no second factor."""
    from chatsync.accounts.actions import create_person  # noqa: PLC0415  settings are complete now
    from chatsync.accounts.passwords import hash_password  # noqa: PLC0415  as above
    from chatsync.accounts.tests.people import PASSWORD  # noqa: PLC0415  as above

    return create_person(
        name="Sana Malik",
        login="sana",
        email="sana@example.com",
        password_hash=hash_password(PASSWORD),
    )
