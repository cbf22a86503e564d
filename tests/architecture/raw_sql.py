"""Following SQL text back to where it was written: it must be ours, letter by letter.

Row-level security guards against a forgotten filter, not against injected SQL, which could name
another workspace itself.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tests.support.source import Source

SINKS = {"execute", "executemany", "raw", "extra", "stream", "copy"}
MAKERS = {"RawSQL", "RunSQL", "Condition"}
QUOTED = {"SQL", "Identifier", "Literal"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.GeneratorExp | ast.SetComp


@dataclass
class Reader:
    """One file, read function by function; `asked` are parameters that end up in SQL."""

    source: Source
    asked: dict[tuple[str, str], None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)

    @cached_property
    def scopes(self) -> list[Function]:
        return [it for it in ast.walk(self.source.tree) if isinstance(it, Function)]

    def read(self) -> list[str]:
        for scope in [*self.scopes, self.source.tree]:
            for text in _sunk(scope):
                self._demand(text, scope)
        settled: set[tuple[str, str]] = set()
        while left := [it for it in self.asked if it not in settled]:
            for asked in left:
                settled.add(asked)
                self._ask_callers(*asked)
        return self.faults

    def _demand(self, text: ast.expr, scope: ast.AST) -> None:
        if not self._is_ours(text, scope):
            self.faults.append(f"{self.source.name}:{text.lineno} {ast.unparse(text)[:80]}")

    def _ask_callers(self, name: str, parameter: str) -> None:
        (called,) = [it for it in self.scopes if it.name == name][:1]
        for scope in [*self.scopes, self.source.tree]:
            for call in _own(scope):
                if isinstance(call, ast.Call) and _name(call.func) == name:
                    given = _given(call, called, parameter)
                    if given is not None:
                        self._demand(given, scope)

    def _is_ours(self, text: ast.expr, scope: ast.AST) -> bool:  # noqa: PLR0911  one line a case
        if isinstance(text, ast.Constant):
            return True
        if isinstance(text, ast.Name):
            return self._is_our_name(text.id, scope)
        if isinstance(text, ast.Attribute):
            return text.attr == "sql" or (text.attr.isupper() and _is_module(text.value, scope))
        if isinstance(text, Comprehension):
            return self._is_ours(text.elt, scope)
        if isinstance(text, ast.Call):
            return self._is_our_call(text, scope)
        if isinstance(text, ast.Subscript):
            return self._is_our_part(text, scope)
        if isinstance(text, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.List | ast.Tuple):
            return all(self._is_ours(part, scope) for part in _parts(text))
        return False

    def _is_our_call(self, call: ast.Call, scope: ast.AST) -> bool:
        name = _name(call.func)
        if name in {"format", "encode", "join"} and isinstance(call.func, ast.Attribute):
            named = [keyword.value for keyword in call.keywords]
            return all(self._is_ours(it, scope) for it in [call.func.value, *call.args, *named])
        return name in QUOTED

    def _is_our_part(self, text: ast.Subscript, scope: ast.AST) -> bool:
        """A row of a constant table, or one of the values that a function of the file returns."""
        if not isinstance(text.value, ast.Call):
            return self._is_ours(text.value, scope)
        called = [it for it in self.scopes if it.name == _name(text.value.func)]
        place = text.slice.value if isinstance(text.slice, ast.Constant) else None
        answers = [
            (node.value.elts[place], function)
            for function in called
            for node in _own(function)
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple)
            if isinstance(place, int)
        ]
        return bool(answers) and all(self._is_ours(*answer) for answer in answers)

    def _is_our_name(self, name: str, scope: ast.AST) -> bool:
        if isinstance(scope, Function):
            found = [value for target, value in _bound(scope) if target == name]
            if found:
                return self._are_ours(name, found, scope)
            if name in _parameter_names(scope):
                if scope.name.startswith("_") and not scope.name.startswith("__"):
                    self.asked[scope.name, name] = None
                    return True
                return False
        return name.isupper()

    def _are_ours(self, name: str, bound: list[ast.expr], scope: Function) -> bool:
        """Whether all that a name is bound to is ours; a name that grows itself adds nothing."""
        if name in self.followed:
            return True
        self.followed.add(name)
        try:
            return all(self._is_ours(value, scope) for value in bound)
        finally:
            self.followed.discard(name)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope, functions inside of it aside."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, Function):
            yield child
            yield from _own(child)


def _sunk(scope: ast.AST) -> Iterator[ast.expr]:
    for node in _own(scope):
        if isinstance(node, ast.Call) and node.args:
            name, is_method = _name(node.func), isinstance(node.func, ast.Attribute)
            if name in MAKERS or (is_method and name in SINKS):
                yield node.args[0]


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _is_module(value: ast.expr, scope: ast.AST) -> bool:
    """Whether a name stands for something outside of the function: a module, an enumeration."""
    if not isinstance(value, ast.Name):
        return False
    if not isinstance(scope, Function):
        return True
    return value.id not in {*_parameter_names(scope), *(name for name, _ in _bound(scope))}


def _parts(text: ast.JoinedStr | ast.BinOp | ast.IfExp | ast.List | ast.Tuple) -> list[ast.expr]:
    if isinstance(text, ast.BinOp):
        return [text.left, text.right]
    if isinstance(text, ast.IfExp):
        return [text.body, text.orelse]
    values = text.values if isinstance(text, ast.JoinedStr) else text.elts
    return [it.value if isinstance(it, ast.FormattedValue) else it for it in values]


def _bound(scope: Function) -> Iterator[tuple[str, ast.expr]]:
    """Each name that a function binds, with what it is bound to."""
    for node in _own(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _pairs(target, node.value)
        if isinstance(node, ast.AugAssign | ast.AnnAssign) and node.value is not None:
            yield from _pairs(node.target, node.value)
        if isinstance(node, ast.Call) and _name(node.func) in {"append", "extend"} and node.args:
            yield from (
                _pairs(node.func.value, node.args[0])
                if isinstance(node.func, ast.Attribute)
                else ()
            )
        if isinstance(node, ast.For | ast.comprehension):
            yield from ((name, node.iter) for name in _names(node.target))


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Call):
        for place, one in enumerate(target.elts):
            yield from _pairs(one, ast.Subscript(value, ast.Constant(place)))
    else:
        yield from ((name, value) for name in _names(target))


def _names(target: ast.expr) -> Iterator[str]:
    return (it.id for it in ast.walk(target) if isinstance(it, ast.Name))


def _parameter_names(scope: Function) -> list[str]:
    given = scope.args
    return [it.arg for it in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def _given(call: ast.Call, called: Function, parameter: str) -> ast.expr | None:
    """What a call gives for a parameter; None where its default stands."""
    for keyword in call.keywords:
        if keyword.arg == parameter:
            return keyword.value
    names = [it for it in _parameter_names(called) if it not in {"self", "cls"}]
    place = names.index(parameter)
    return call.args[place] if place < len(call.args) else None
