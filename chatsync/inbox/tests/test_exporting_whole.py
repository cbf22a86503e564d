"""A whole workspace as one file, for the owner who asked, for a day."""

import io
import json
from datetime import timedelta
from uuid import UUID
from zipfile import ZipFile

import pytest

from chatsync.inbox.actions import archive
from chatsync.inbox.actions.export_whole import make_whole_export
from chatsync.inbox.models import WholeExport
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.inbox.tests.test_erasing import PHRASE, a_customer, no_files
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.privacy.purging import purge
from chatsync.workspaces.models import Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

__all__ = ["no_files"]
pytestmark = pytest.mark.usefixtures("db", "no_files")


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace("Karachi Kitchen")[1])


def ask(owner: Caller) -> UUID:
    asked = owner.post("/workspace-exports")
    assert asked.status_code == 201
    return UUID(asked.json()["id"])


def archive_of(owner: Caller) -> ZipFile:
    export_id = ask(owner)
    make_whole_export(owner.access.workspace_id, export_id)
    assert owner.get(f"/workspace-exports/{export_id}").json()["state"] == "ready"
    answer = owner.get(f"/workspace-exports/{export_id}/file")
    assert answer.status_code == 200
    return ZipFile(io.BytesIO(answer.content))


def rows_of(archive: ZipFile, name: str) -> list[dict[str, object]]:
    pages = [it for it in archive.namelist() if it.startswith(f"{name}-") and it.endswith("json")]
    return [row for page in pages for row in json.loads(archive.read(page))]


def test_everything_of_the_workspace_is_in_it(owner: Caller) -> None:
    a_customer(owner)
    archive = archive_of(owner)
    assert json.loads(archive.read("settings.json"))["name"] == "Karachi Kitchen"
    assert len(rows_of(archive, "messages")) == 3
    assert rows_of(archive, "contacts")[0]["phone"]
    assert rows_of(archive, "notes")[0]["text"] == PHRASE
    assert rows_of(archive, "members")[0]["role"] == "owner"
    assert "workspace.exported" in {row["action"] for row in rows_of(archive, "audit-log")}
    (photo,) = [it for it in archive.namelist() if it.startswith("files/")]
    assert archive.read(photo) == PHRASE.encode()
    assert PHRASE in archive.read("messages-1.html").decode()
    assert "messages-1.html" in archive.read("index.html").decode()
    whole = b"".join(archive.read(it) for it in archive.namelist())
    assert b"v1|" not in whole, "no sealed secret goes out"


def test_nothing_of_another_workspace_is_in_it(owner: Caller) -> None:
    a_conversation(a_workspace("Lahore Book House")[1], "the neighbour's words")
    archive = archive_of(owner)
    assert not rows_of(archive, "messages")
    whole = b"".join(archive.read(it) for it in archive.namelist())
    assert b"neighbour" not in whole


def test_it_is_read_page_by_page_and_says_how_far_it_is(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = a_conversation(owner.access)
    for number in range(6):
        a_message(owner.access, talk.id, f"word {number}")
    monkeypatch.setattr(archive, "PAGE", 2)
    made = archive_of(owner)
    pages = [json.loads(made.read(f"messages-{number}.json")) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    export = owner.get(f"/workspace-exports/{_only(owner).id}").json()
    assert (export["done"], export["total"]) == (7, 7)


def _only(owner: Caller) -> WholeExport:
    with scope(owner.access.workspace_id):
        found: WholeExport = WholeExport.objects.get()
    return found


def test_cancelled_it_stops_and_leaves_no_file(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_conversation(owner.access)
    export_id = ask(owner)
    go_on = archive.go_on

    def cancels(export: WholeExport, count: int) -> None:
        assert owner.delete(f"/workspace-exports/{export_id}").status_code == 204
        go_on(export, count)

    with monkeypatch.context() as patched:
        patched.setattr(archive, "go_on", cancels)
        make_whole_export(owner.access.workspace_id, export_id)
    told = owner.get(f"/workspace-exports/{export_id}").json()
    assert (told["state"], told["size"]) == ("cancelled", None)
    assert owner.get(f"/workspace-exports/{export_id}/file").status_code == 404


def test_killed_it_begins_anew(owner: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    a_conversation(owner.access)
    export_id = ask(owner)

    def dies(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(archive.Thread, "_add_files", dies)
        with pytest.raises(KeyboardInterrupt):
            make_whole_export(owner.access.workspace_id, export_id)
    make_whole_export(owner.access.workspace_id, export_id)
    assert owner.get(f"/workspace-exports/{export_id}").json()["state"] == "ready"


def test_it_is_theirs_alone_and_gone_after_a_day(owner: Caller) -> None:
    export_id = ask(owner)
    make_whole_export(owner.access.workspace_id, export_id)
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    for role, status in ((Role.OWNER, 404), (Role.MANAGER, 403)):
        other = a_caller(a_member(workspace, role))
        assert other.get(f"/workspace-exports/{export_id}/file").status_code == status
    with moved(timedelta(hours=25)):
        assert purge()["whole_exports"] == 1
    assert owner.get(f"/workspace-exports/{export_id}").status_code == 404


def test_a_closed_workspace_is_exported_too(owner: Caller) -> None:
    owner.put("/closure", {"workspace_name": "Karachi Kitchen"})
    assert archive_of(owner).namelist()
