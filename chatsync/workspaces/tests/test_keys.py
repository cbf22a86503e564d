"""API keys: made once, counted, revoked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from unittest.mock import ANY

import pytest
from django.db import connection, connections

from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces import queries
from chatsync.workspaces.models import ApiKey, KeyPace
from chatsync.workspaces.tests.make import Caller, a_caller, a_key, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def test_a_key_is_shown_once_and_stored_as_a_digest(owner: Caller) -> None:
    made = owner.post("/api-keys", {"name": "Till"})

    key = made.json()["key"]
    listed = owner.get("/api-keys").json()["items"]
    assert made.status_code == 201
    assert key.startswith(made.json()["prefix"] + "_")
    assert len(key) == len("cs_live_") + 8 + 1 + 32
    assert listed[0] == {
        "id": made.json()["id"],
        "name": "Till",
        "prefix": key[:16],
        "created_at": ANY,
        "last_used_at": None,
    }
    with scope(owner.access.workspace_id):
        assert bytes(ApiKey.objects.get(name="Till").digest) == sha256(key.encode()).digest()


def test_a_revoked_key_stops_working(owner: Caller) -> None:
    made = owner.post("/api-keys", {"name": "Till"}).json()
    till = Caller(owner.access, made["key"])
    before = till.get("/me").status_code

    ended = owner.delete(f"/api-keys/{made['id']}")
    again = owner.delete(f"/api-keys/{made['id']}")

    assert (before, ended.status_code, again.status_code) == (200, 204, 204)
    assert till.get("/me").status_code == 401


def test_the_last_use_is_noted(owner: Caller) -> None:
    owner.get("/me")
    owner.get("/me")

    with scope(owner.access.workspace_id):
        assert ApiKey.objects.get().last_used_at is not None


@pytest.mark.parametrize("name", ["", "x" * 81, None, 5])
def test_a_key_needs_a_name(owner: Caller, name: object) -> None:
    said = owner.post("/api-keys", {"name": name})

    assert said.status_code == 422
    assert said.json()["errors"][0]["loc"] == "name"


def test_a_key_beyond_its_pace_is_told_to_wait(owner: Caller) -> None:
    owner.get("/me")
    with scope(owner.access.workspace_id):
        key_id = ApiKey.objects.get().id
    ahead = timedelta(seconds=queries.KEY_BURST / queries.KEY_RATE + 60)
    KeyPace.objects.filter(key_id=key_id).update(due_at=now() + ahead)

    said = owner.get("/me")

    assert (said.status_code, said.json()["code"]) == (429, "rate_limited")
    assert int(said.headers["Retry-After"]) >= 1


def test_each_request_is_counted_also_when_many_come_at_once(owner: Caller) -> None:
    digest = sha256(a_key(owner.access).encode()).digest()

    def knock(_turn: int) -> bool:
        try:
            found = queries.knock(digest)
            return bool(found and found.admitted)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        admitted = list(pool.map(knock, range(80)))

    assert all(admitted)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(due_at) - now() > interval '0.1 s' FROM workspaces_keypace")
        assert cursor.fetchone() == (True,)
