"""The promises are proven with the product's own mail queue and the stand-in for Meta."""

from typing import Any

import pytest

from tests.tenancy.conftest import graph

__all__ = ["graph"]


@pytest.fixture(autouse=True)
def _as_the_product_runs(graph: str, settings: Any) -> None:
    """The test runner keeps mail in memory; and some workspaces connect a number."""
    settings.EMAIL_BACKEND = "chatsync.jobs.mail.QueuedMail"
    settings.GRAPH_URL = graph
