"""A POST with an Idempotency-Key is done once."""

from datetime import timedelta
from typing import Any

import pytest

from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions import claim_request
from chatsync.workspaces.models import ApiKey, KeptAnswer, Role
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def once(caller: Caller, name: str, key: str = "order-17") -> Any:
    return caller.post("/api-keys", {"name": name}, **{"Idempotency-Key": key})


def test_a_repeated_post_gets_the_first_answer(owner: Caller) -> None:
    first, again = once(owner, "Till"), once(owner, "Till")

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    with scope(owner.access.workspace_id):
        assert ApiKey.objects.filter(name="Till").count() == 1


def test_the_kept_answer_is_sealed(owner: Caller) -> None:
    key = once(owner, "Till").json()["key"]

    with scope(owner.access.workspace_id):
        assert key.encode() not in bytes(KeptAnswer.objects.get().body)


def test_another_request_under_the_same_key_is_refused(owner: Caller) -> None:
    once(owner, "Till")

    said = once(owner, "Warehouse")

    assert said.status_code == 422
    assert said.json()["errors"][0]["loc"] == "Idempotency-Key"


def test_another_member_never_gets_the_answer(owner: Caller) -> None:
    workspace, access = a_workspace("Lahore Book House")
    first, colleague = a_caller(access), a_caller(a_member(workspace, Role.OWNER))
    once(first, "Till")

    assert once(colleague, "Till").status_code == 422
    assert once(owner, "Till").status_code == 201


def test_a_refused_request_may_be_sent_again(owner: Caller) -> None:
    refused, mended = once(owner, ""), once(owner, "Till")

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_a_request_that_still_runs_is_not_done_twice(owner: Caller) -> None:
    claim_request(owner.access.workspace_id, "order-17", b"d" * 32)

    with scope(owner.access.workspace_id):
        KeptAnswer.objects.update(digest=b"d" * 32)
    said = once(owner, "Till")

    assert said.status_code in {409, 422}
    with scope(owner.access.workspace_id):
        assert not ApiKey.objects.filter(name="Till").exists()


def test_the_claim_of_a_dead_process_is_free_after_a_minute(owner: Caller) -> None:
    with moved(timedelta(minutes=-2)):
        claim_request(owner.access.workspace_id, "order-17", b"d" * 32)

    assert once(owner, "Till").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "schlüssel"])
def test_a_key_that_cannot_be_kept_is_refused(owner: Caller, key: str) -> None:
    assert once(owner, "Till", key).status_code == 422
