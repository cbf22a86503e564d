"""What happens by the clock goes on, whatever one deed does."""

import threading
from datetime import timedelta

import pytest

from chatsync.config import background
from chatsync.config.schedule import SCHEDULE
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import KeptAnswer
from chatsync.workspaces.tests.make import a_workspace


def test_a_deed_that_breaks_does_not_end_the_schedule(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, done = threading.Event(), []

    def breaks() -> None:
        raise ValueError("broken")

    def counts() -> None:
        done.append(1)
        if len(done) == 2:
            stop.set()

    monkeypatch.setattr(background, "SCHEDULE", (("breaks", 1, breaks), ("counts", 1, counts)))
    background._keep_schedule(stop)
    assert len(done) == 2


def test_kept_answers_of_every_workspace_go_after_their_day(db: None) -> None:
    workspaces = [a_workspace(name)[1].workspace_id for name in ("Shoes", "Books")]
    for workspace_id in workspaces:
        with scope(workspace_id):
            for key, age in (("old", 25), ("new", 1)):
                KeptAnswer.objects.create(
                    key=key, digest=b"d", started_at=now() - timedelta(hours=age)
                )
    {name: deed for name, _, deed in SCHEDULE}["purge"]()
    for workspace_id in workspaces:
        with scope(workspace_id):
            assert [kept.key for kept in KeptAnswer.objects.all()] == ["new"]
