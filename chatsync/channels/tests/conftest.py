"""Says at the end how many webhook bodies the WhatsApp tests had."""

import os

import pytest

from chatsync.channels.tests.whatsapp_bodies import FOLDER_VARIABLE, OWN, REAL


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = "" if os.environ.get(FOLDER_VARIABLE) else f" ({FOLDER_VARIABLE} not set)"
    terminalreporter.write_line(f"payload bodies: {len(OWN)} own, {len(REAL)} real{missing}")
