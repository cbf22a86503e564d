"""What the sender's tests stand on; says at the end how many webhook bodies there were."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from chatsync.channels.tests.whatsapp_bodies import FOLDER_VARIABLE, OWN, REAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatsync.channels.models import Number
    from chatsync.channels.tests.stand_in import Sandbox
    from chatsync.workspaces.access import Access


@pytest.fixture(scope="module")
def one_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    from chatsync.channels.tests.stand_in import sandbox  # noqa: PLC0415  settings are set only now

    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        yield stand_in


@pytest.fixture
def meta(one_sandbox: Sandbox, settings: Any) -> Sandbox:
    """A stand-in for Meta that knows of no faults and no sends."""
    from chatsync.channels.tests.sender import forget  # noqa: PLC0415  as above

    settings.GRAPH_URL = one_sandbox.url
    forget(one_sandbox)
    return one_sandbox


@pytest.fixture
def owner(db: None) -> Access:
    """The owner of a workspace of its own."""
    from chatsync.workspaces.tests.make import a_workspace  # noqa: PLC0415  as above

    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    """The owner's number, which the stand-in knows."""
    from chatsync.channels.tests.sender import a_sandbox_line  # noqa: PLC0415  as above

    return a_sandbox_line(owner)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = "" if os.environ.get(FOLDER_VARIABLE) else f" ({FOLDER_VARIABLE} not set)"
    terminalreporter.write_line(f"payload bodies: {len(OWN)} own, {len(REAL)} real{missing}")
