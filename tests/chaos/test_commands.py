"""Commands that an operator runs beside the product."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.product import Product

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("doctor",), "Nothing wrong was found."),
        (("doctor",), "Updates that are parked: "),
        (("reconcile", "whatsapp"), "stay parked."),
    ],
)
def test_a_command_finds_the_embedded_database_by_its_folder(
    product: Product, command: tuple[str, ...], said: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "chatsync.config.cli", *command, "--data", str(product.data)],
        cwd=_ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert said in ended.stdout, ended.stderr[-800:]


@pytest.mark.parametrize("command", ["doctor", "web"])
def test_a_missing_key_is_said_in_one_sentence(command: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "chatsync.config.cli", command],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert "CHATSYNC_SECRET_KEY is not set" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_paddle_is_not_said_to_be_asked_where_there_is_none(
    product: Product, tmp_path: Path
) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        product.command("reconcile", "paddle", "--data", str(tmp_path))
    assert refused.value.returncode == 1
