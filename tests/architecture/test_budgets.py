"""Small files, small functions, and no imports hidden inside them."""

import re
from pathlib import Path

import pytest

from tests.architecture.budgets import (
    FILE_P90,
    FUNCTION_P90,
    functions,
    inner_imports,
    length,
    p90,
    too_large,
)
from tests.support.lessons import demand_none
from tests.support.source import product, read_source, sources, tracked

EXCEPTED = {
    "chatsync/channels/actions/dispatch.py dispatch": "a message has this many sides, all named",
}
"""Functions with more parameters than the budget, and why; keyword-only all of them."""

_UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\")")
_WRITTEN = {".py", ".ts", ".tsx", ".css", ".html", ".sql", ".md", ".toml"}


def test_nothing_outgrows_its_budget() -> None:
    demand_none(
        (fault for source in sources() for fault in too_large(source) if not _is_excepted(fault)),
        "Split it where the reader would: a deed per function, a noun per file, a dataclass for "
        "values that travel together.",
    )


def test_most_functions_and_files_are_small() -> None:
    sizes = [length(function) for source in product() for function in functions(source)]
    files = [source.lines for source in product()]
    assert len(files) > 100, "this test saw too few files"
    assert p90(sizes) <= FUNCTION_P90, f"nine functions in ten have at most {p90(sizes)} lines"
    assert p90(files) <= FILE_P90, f"nine files in ten have at most {p90(files)} lines"


def test_imports_stand_at_the_top() -> None:
    demand_none(
        (fault for it in sources() if it.path.name != "conftest.py" for fault in inner_imports(it)),
        "An import inside a function hides a border from the tools. Import at the top; where that "
        "makes a ring, the lower room should emit an event instead.",
    )


def test_nothing_is_left_to_do() -> None:
    written = [it for it in tracked() if it.suffix in _WRITTEN and it != Path(__file__)]
    assert len(written) > 200, "this test saw too few files"
    demand_none(
        (
            f"{path}:{number}"
            for path in written
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if _UNDONE.search(line)
        ),
        "Do it, or open an issue and leave no mark in the code.",
    )


def _is_excepted(fault: str) -> bool:
    place, function, *_ = re.split(r":\d+ |: ", fault)
    return "parameters" in fault and f"{place} {function}" in EXCEPTED


@pytest.mark.parametrize("name", EXCEPTED)
def test_an_exception_is_still_needed(name: str) -> None:
    path, _, function = name.partition(" ")
    assert any(
        fault.startswith(path) and f" {function}: " in fault
        for source in sources()
        for fault in too_large(source)
    ), f"{name} keeps its budget again: take it out"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def f():\n" + "    a = 1\n" * 50, "51 lines"),
        ("def f(a, b, c, *, d, e, f, g): ...\n", "7 parameters"),
        ("class C:\n" + "    a = 1\n" * 150, "151 lines"),
        ("a = 1\n" * 401, "401 lines"),
    ],
)
def test_an_overgrown_file_is_noticed(text: str, fault: str) -> None:
    source = read_source(Path(__file__).parents[2] / "chatsync" / "kit" / "seed.py", text)
    assert [found for found in too_large(source) if fault in found]


def test_a_hidden_import_is_noticed() -> None:
    text = "def f():\n    import chatsync.inbox\n"
    source = read_source(Path(__file__).parents[2] / "chatsync" / "kit" / "seed.py", text)
    assert list(inner_imports(source))
