"""People, browsers and mail for the tests of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from chatsync.site.tests.stand import Browser, Owner


@pytest.fixture(autouse=True)
def _mail_is_queued(settings: Settings) -> None:
    """The test runner keeps mail in memory; these tests read the product's own queue."""
    settings.EMAIL_BACKEND = "chatsync.jobs.mail.QueuedMail"


@pytest.fixture
def owner(db: None) -> Owner:
    """Ayesha, who owns the workspace Rose Petals."""
    from chatsync.site.tests.stand import a_business  # noqa: PLC0415  settings are complete only now

    return a_business("Rose Petals", "ayesha@example.com")


@pytest.fixture
def browser(db: None) -> Browser:
    """A browser with an empty cookie jar."""
    from chatsync.site.tests.stand import Browser  # noqa: PLC0415  as above

    return Browser()
