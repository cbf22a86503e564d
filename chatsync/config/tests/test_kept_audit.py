"""`chatsync audit privacy --keep`: what is shown afterwards, and what is said before it begins."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from chatsync.audit.command import Asked
from chatsync.audit.queries import last_proof
from chatsync.audit.report import Report
from chatsync.config import cli, cli_audit
from chatsync.kit.clock import now
from chatsync.kit.env import WrongSetting
from chatsync.kit.version import running_version

pytestmark = pytest.mark.usefixtures("db")
Command = Callable[..., None]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """The command, with an audit that opens nothing: it meets the version `code`."""

    def run(*words: str, code: str = running_version().code) -> None:
        def look(asked: Asked) -> Report:
            version = {"release": "0.1.0", "commit": "", "code": code}
            asked.demand(version)
            return Report(asked.origin, version, True, now(), now())

        monkeypatch.setattr(cli_audit, "audit_privacy", look)
        line = ("chatsync", "audit", "privacy", *words, "--data", str(tmp_path))
        monkeypatch.setattr("sys.argv", line)
        monkeypatch.setattr("signal.signal", lambda *_asked: None)
        cli.main()

    return run


def test_what_was_seen_is_shown(command: Command) -> None:
    command("--url", settings.BASE_URL)
    assert last_proof() is None
    command("--url", f"{settings.BASE_URL}/", "--keep")
    found = last_proof()
    assert found
    assert found.holds


def test_what_forbids_keeping_is_said_before_a_page_is_opened(command: Command) -> None:
    with pytest.raises(WrongSetting, match=f"which is {settings.BASE_URL}"):
        command("--url", "https://other.example", "--keep")
    with pytest.raises(WrongSetting, match="another version"):
        command("--url", settings.BASE_URL, "--keep", code="older")
    with pytest.raises(WrongSetting, match="half a proof"):
        command("--url", settings.BASE_URL, "--keep", "--only", "/login")
    assert last_proof() is None
