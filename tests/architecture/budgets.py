"""Sizes of files, functions and classes, and what a function may not hold."""

import ast
from collections.abc import Iterable, Iterator, Sequence

from tests.support.source import Source

FUNCTION_LINES = 50
FILE_LINES = 400
TEST_FILE_LINES = 300
CLASS_LINES = 150
PARAMETERS = 6
FUNCTION_P90 = 25
FILE_P90 = 200

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def p90(sizes: Iterable[int]) -> int:
    found: Sequence[int] = sorted(sizes)
    return found[int(len(found) * 0.9)]


def too_large(source: Source) -> Iterator[str]:
    """Everything in a file that outgrows its budget."""
    limit = TEST_FILE_LINES if source.is_test else FILE_LINES
    if source.lines > limit:
        yield f"{source.name}: {source.lines} lines, at most {limit}"
    for node in ast.walk(source.tree):
        if isinstance(node, Function) and length(node) > FUNCTION_LINES:
            yield _said(source, node, f"{length(node)} lines, at most {FUNCTION_LINES}")
        if isinstance(node, ast.ClassDef) and length(node) > CLASS_LINES:
            yield _said(source, node, f"{length(node)} lines, at most {CLASS_LINES}")
        if isinstance(node, Function) and not source.is_test and _parameters(node) > PARAMETERS:
            yield _said(source, node, f"{_parameters(node)} parameters, at most {PARAMETERS}")


def inner_imports(source: Source) -> Iterator[str]:
    """Imports inside functions: hidden stairs between rooms."""
    for function in functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield _said(source, function, f"imports in line {node.lineno}")


def _parameters(node: Function) -> int:
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return len([it for it in named if it.arg not in {"self", "cls"}])


def _said(source: Source, node: Function | ast.ClassDef, what: str) -> str:
    return f"{source.name}:{node.lineno} {node.name}: {what}"
