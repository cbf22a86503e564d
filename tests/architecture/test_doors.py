"""Every operation of the API says who may come in."""

from collections.abc import Iterator
from typing import Any

from ninja.operation import Operation

from chatsync.config.doors import api, document
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import ApiKeyBearer, SessionCookie
from tests.support.lessons import demand_none

ANY_MEMBER = {
    "leave": "whoever has a seat may give it up",
    "mark_read": "whoever sees a conversation may say that they read it",
    "see_mentions": "whoever is named in a note may say that they saw it",
}
"""Operations that write without a capability, and why every member may."""


def _operations() -> Iterator[tuple[str, Operation]]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{'/'.join(operation.methods)} {path}", operation


def _described() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, described in methods.items():
            yield method, path, described


def test_every_operation_has_both_guards() -> None:
    found = list(_operations())
    assert len(found) > 20, "this test saw too few operations"
    demand_none(
        (
            name
            for name, operation in found
            if {type(guard) for guard in operation.auth_callbacks} != {SessionCookie, ApiKeyBearer}
        ),
        "A door names its guard: @router.get(…, auth=needs(Can.REPLY)), or needs() for any member.",
    )


def test_every_operation_says_which_capabilities_it_asks_for() -> None:
    known = {str(capability) for capability in Can}
    for _method, path, described in _described():
        assert set(described["x-capabilities"]) <= known, f"{path} asks for an unknown capability"


def test_whoever_writes_needs_a_capability() -> None:
    writing = [it for it in _described() if it[0] != "get"]
    assert writing
    demand_none(
        (
            f"{method.upper()} {path}"
            for method, path, described in writing
            if not described["x-capabilities"] and described["operationId"] not in ANY_MEMBER
        ),
        "A door that writes asks for a named capability, or is listed in ANY_MEMBER with a reason.",
    )


def test_every_operation_explains_and_shows_itself() -> None:
    demand_none(
        (
            f"{method.upper()} {path}: {described['operationId']}"
            for method, path, described in _described()
            if not described.get("description") and not described.get("summary")
        ),
        "Readers of the API see the docstring of the door: write one.",
    )
