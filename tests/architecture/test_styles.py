"""The styles of the dashboard as they are built: files that are made apart must fit together."""

import re
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_BUILT = _ROOT / "dashboard" / "dist"
_BY_THE_MENUS = "--radix-"
"""What the library of the menus measures and sets."""
_USED = re.compile(r"var\((--[\w-]+)")
_SET = re.compile(r"(--[\w-]+)[\"']?\s*:")


def _texts(folder: Path, *patterns: str) -> str:
    return "\n".join(
        path.read_text() for pattern in patterns for path in sorted(folder.rglob(pattern))
    )


def test_every_variable_that_a_style_uses_is_set_somewhere() -> None:
    """One that nothing sets makes its whole declaration void: a toast lost its background so."""
    styles = _texts(_BUILT, "*.css")
    used = {name for name in _USED.findall(styles) if not name.startswith(_BY_THE_MENUS)}
    assert {"--surface-1", "--text-1"} <= used, "no styles were built: make build"
    by_script = _texts(_ROOT / "dashboard" / "src", "*.tsx", "*.ts")
    assert used - set(_SET.findall(styles)) - set(_SET.findall(by_script)) == set()
