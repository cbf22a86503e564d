"""All that is stored about a customer comes as one file, for who asked, for a day."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage

from chatsync.channels.media import files
from chatsync.channels.models import Media, MediaState
from chatsync.config import wiring
from chatsync.inbox.actions import archive
from chatsync.inbox.actions.erase import ask_erasure, erase
from chatsync.inbox.actions.export import erase_exports, make_export
from chatsync.inbox.models import Erasure, Export, Message, Note
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import moved
from chatsync.kit.storage import store
from chatsync.kit.tenancy import scope
from chatsync.privacy.purging import purge
from chatsync.workspaces.models import AuditEvent, Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__
PIXELS = b"pixels of a receipt"


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


def a_customer(owner: Caller) -> UUID:
    talk = a_conversation(owner.access, "Is <b>rice</b> in stock?")
    with scope(owner.access.workspace_id):
        media = Media.objects.create(
            number_id=talk.number_id,
            kind="image",
            state=MediaState.STORED,
            stored_as=files.keep(PIXELS),
        )
        Note.objects.create(conversation=talk, author_id=owner.access.member_id, text="pays late")
    a_message(owner.access, talk.id, "The receipt", type="image", media=media)
    contact_id: UUID = talk.contact_id
    return contact_id


def asked(owner: Caller, contact_id: UUID) -> dict[str, Any]:
    said = owner.post(f"/contacts/{contact_id}/exports")
    assert said.status_code == 201, said.content
    export: dict[str, Any] = said.json()
    return export


def made(owner: Caller, contact_id: UUID) -> dict[str, Any]:
    export = asked(owner, contact_id)
    make_export(owner.access.workspace_id, UUID(export["id"]))
    found: dict[str, Any] = owner.get(f"/exports/{export['id']}").json()
    return found


def opened(owner: Caller, export: dict[str, Any]) -> ZipFile:
    said = owner.get(f"/exports/{export['id']}/file")
    assert said.status_code == 200, said.content
    assert said["Content-Disposition"].startswith("attachment")
    return ZipFile(io.BytesIO(said.getvalue()))


def test_the_file_holds_facts_messages_notes_and_files(owner: Caller) -> None:
    export = made(owner, a_customer(owner))
    assert (export["state"], export["done"], export["total"]) == ("ready", 3, 3)
    archive = opened(owner, export)
    facts = json.loads(archive.read("customer.json"))
    words = [message["text"] for message in json.loads(archive.read("messages-1.json"))]
    assert facts["profile_name"] == "Customer"
    assert [note["text"] for note in facts["notes"]] == ["pays late"]
    assert words == ["Is <b>rice</b> in stock?", "The receipt"]
    (file,) = [name for name in archive.namelist() if name.startswith("files/")]
    assert archive.read(file) == PIXELS


def test_messages_of_one_moment_are_on_one_page_each(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page begins behind the last message of the one before, also where their times are one."""
    contact_id, moment = a_customer(owner), datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    with scope(owner.access.workspace_id):
        said = Message.objects.get(type="image")
    for number in range(5):
        a_message(
            owner.access,
            said.conversation_id,
            f"word {number}",
            at=moment,
            media_id=said.media_id,
        )
    monkeypatch.setattr(archive, "PAGE", 2)
    found = opened(owner, made(owner, contact_id))
    pages = [json.loads(found.read(f"messages-{number}.json")) for number in (1, 2, 3, 4)]
    words = [message["text"] for page in pages for message in page]
    assert words == [*(f"word {number}" for number in range(5)), *words[5:]]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert len(found.namelist()) == len(set(found.namelist())), "a file stands there once"


def test_an_export_about_somebody_who_is_erased_meanwhile_stops(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = a_customer(owner)
    export, add = asked(owner, contact_id), archive.Thread.add

    def erases(*given: Any) -> None:
        with scope(owner.access.workspace_id):
            erase_exports(contact_id)
        add(*given)

    monkeypatch.setattr(archive.Thread, "add", erases)
    make_export(owner.access.workspace_id, UUID(export["id"]))
    assert len(list(store.listed("media"))) == 1, "the file that the customer sent, alone"


def test_the_pages_can_be_read_and_run_nothing(owner: Caller) -> None:
    archive = opened(owner, made(owner, a_customer(owner)))
    assert b"messages-1.html" in archive.read("index.html")
    page = archive.read("messages-1.html").decode()
    assert "Is &lt;b&gt;rice&lt;/b&gt; in stock?" in page
    assert "<script" not in page


def test_times_are_those_of_the_shop(owner: Caller) -> None:
    contact_id = a_customer(owner)
    with scope(owner.access.workspace_id):
        Message.objects.update(sent_at=datetime(2026, 3, 2, 9, 14, tzinfo=UTC))
    page = opened(owner, made(owner, contact_id)).read("messages-1.html").decode()
    assert "2 Mar 2026, 14:14" in page


def test_only_who_asked_may_fetch_it(owner: Caller) -> None:
    export = made(owner, a_customer(owner))
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    partner = a_caller(a_member(workspace, Role.OWNER, "Partner"))
    for path in (f"/exports/{export['id']}", f"/exports/{export['id']}/file"):
        assert partner.get(path).status_code == 404


def test_after_a_day_it_is_gone_from_the_disk_too(owner: Caller) -> None:
    export = made(owner, a_customer(owner))
    with scope(owner.access.workspace_id):
        name = Export.objects.get().stored_as
    with moved(timedelta(hours=24, minutes=1)):
        assert owner.get(f"/exports/{export['id']}/file").status_code == 404
        purge()
    assert not default_storage.exists(name)


def test_an_agent_may_not_export_and_it_is_written_down_who_did(owner: Caller) -> None:
    contact_id = a_customer(owner)
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    agent = a_caller(a_member(workspace, Role.AGENT))
    assert agent.post(f"/contacts/{contact_id}/exports").status_code == 403
    asked(owner, contact_id)
    with scope(owner.access.workspace_id):
        entry = AuditEvent.objects.get(action="contacts.exported")
    assert entry.object_id == str(contact_id)


def test_a_file_that_was_not_made_yet_is_not_there(owner: Caller) -> None:
    export = asked(owner, a_customer(owner))
    assert export["state"] == "making"
    assert owner.get(f"/exports/{export['id']}/file").status_code == 404


def test_an_erased_customer_is_in_no_export(owner: Caller) -> None:
    contact_id = a_customer(owner)
    made(owner, contact_id)
    with scope(owner.access.workspace_id):
        name = Export.objects.get().stored_as
    ask_erasure(owner.access, contact_id)
    with scope(owner.access.workspace_id):
        erasure_id = Erasure.objects.get().id
    erase(owner.access.workspace_id, erasure_id)
    with scope(owner.access.workspace_id):
        assert not Export.objects.exists()
    assert not default_storage.exists(name)
