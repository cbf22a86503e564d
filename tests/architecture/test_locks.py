"""Rows are locked so that the foreign keys of others still find them."""

import re
from collections.abc import Iterator

import pytest

from tests.support.lessons import demand_none
from tests.support.source import PRODUCT, Source, product, read_source

_LOCK = re.compile(r"FOR UPDATE(?! (?:OF \w+ )?SKIP LOCKED)|select_for_update\(([^)]*)\)")


def _too_strong(source: Source) -> Iterator[str]:
    for found in _LOCK.finditer(source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        written = source.text.splitlines()[line - 1].lstrip()
        if "no_key=True" not in (found[1] or "") and not _is_prose(written):
            yield f"{source.name}:{line} {found[0]}"


def _is_prose(line: str) -> bool:
    return not re.search(r"[\"'(]|^(SELECT|ORDER|WHERE|LIMIT|FROM)", line)


def test_rows_are_locked_without_their_keys() -> None:
    demand_none(
        (fault for source in product() for fault in _too_strong(source)),
        "FOR UPDATE refuses the key share that a child row's foreign key asks for at its commit, "
        "which ends in deadlocks: FOR NO KEY UPDATE, or select_for_update(no_key=True).",
    )


@pytest.mark.parametrize(
    "text",
    ["x.select_for_update().first()\n", 'SQL = "SELECT 1 FROM t FOR UPDATE"\n'],
)
def test_a_lock_that_is_too_strong_is_noticed(text: str) -> None:
    assert list(_too_strong(read_source(PRODUCT / "kit" / "seed.py", text)))
