"""A shop, its number to which a customer has just written, and an answer on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chatsync.channels.models import Number
    from chatsync.inbox.models import Message
    from chatsync.workspaces.access import Access


@pytest.fixture
def owner(db: None) -> Access:
    """The owner of a workspace of its own."""
    from chatsync.workspaces.tests.make import a_workspace  # noqa: PLC0415  settings are set only now

    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    """The owner's number, to which somebody wrote a minute ago."""
    from chatsync.channels.tests.feed import a_line, feed  # noqa: PLC0415  as above
    from chatsync.channels.tests.test_ingest import said  # noqa: PLC0415  as above
    from chatsync.channels.tests.whatsapp_builders import inbound  # noqa: PLC0415  as above
    from chatsync.inbox.tests.test_receiving import seconds_ago  # noqa: PLC0415  as above

    number = a_line(owner)
    feed(number, inbound(said("Salam", seconds_ago(60))))
    return number


@pytest.fixture
def answer(owner: Access, number: Number) -> Message:
    """An answer to them that no sender has touched yet."""
    from chatsync.inbox.tests.test_ticks import an_answer  # noqa: PLC0415  as above

    return an_answer(owner, wamid=None, state="queued")
