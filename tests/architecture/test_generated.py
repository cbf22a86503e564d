"""What the dashboard is told about the server is what the server does."""

import pytest

from chatsync.config.generated import FILES
from tests.support.source import ROOT


@pytest.mark.parametrize("name", FILES)
def test_a_generated_file_is_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == FILES[name](), (
        f"{name} is out of date: run `make generate`."
    )


def test_there_are_types_for_pushes() -> None:
    assert any("push" in name for name in FILES)
