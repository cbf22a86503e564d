"""A customer who is erased is in no table, no file and no log line any more."""

import shutil
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from chatsync.channels.media import files
from chatsync.channels.models import Dispatch, Media, MediaState, Parked
from chatsync.channels.tests.feed import a_line, deliver, read
from chatsync.channels.tests.whatsapp_builders import CUSTOMER, FILE, inbound, message
from chatsync.channels.tests.whatsapp_builders import reported as ticked
from chatsync.channels.tests.whatsapp_builders import status as tick
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.contacts.actions import merge
from chatsync.contacts.models import Contact
from chatsync.inbox.actions.erase import ask_erasure, erase
from chatsync.inbox.models import Conversation, Draft, Erasure, Message, Note
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import moved, now
from chatsync.kit.errors import NotFound
from chatsync.kit.tenancy import scope
from chatsync.privacy.purging import purge
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import AuditEvent, KeptAnswer, Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace
from tests.support.dump import places_of

pytestmark = pytest.mark.usefixtures("db", "no_files")
PHRASE = "quokkas in the saffron crate"


@pytest.fixture
def no_files() -> None:
    """Files outlive the tests that keep them: none may hold the marker from before."""
    shutil.rmtree(settings.DATA_DIR / "files", ignore_errors=True)


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


def a_customer(owner: Caller) -> UUID:
    """Somebody who wrote, was answered, spoken about, and of whom something could not be read."""
    number, moment = a_line(owner.access), str(int(now().timestamp()))
    text = message("text", id="wamid.in1", text={"body": PHRASE}, timestamp=moment)
    photo = message("image", id="wamid.in2", image={**FILE, "caption": PHRASE}, timestamp=moment)
    deliver(number, inbound(text, photo), ticked(tick("read")))
    read()
    with scope(owner.access.workspace_id):
        talk = Conversation.objects.get()
        Media.objects.update(state=MediaState.STORED, stored_as=files.keep(PHRASE.encode()))
        Note.objects.create(conversation=talk, author_id=owner.access.member_id, text=PHRASE)
        Draft.objects.create(conversation=talk, member_id=owner.access.member_id, text=PHRASE)
        raw = f'{{"from":"{CUSTOMER}","x":"{PHRASE}"}}'.encode()
        Parked.objects.create(number_id=number.id, kind="x", reason="x", raw=raw)
        contact_id: UUID = talk.contact_id
    wanted = {"client_id": str(uuid4()), "type": "text", "text": f"About {PHRASE}"}
    path = f"/conversations/{talk.id}/messages"
    assert owner.post(path, wanted, **{"Idempotency-Key": "one"}).status_code == 201
    return contact_id


def run_erasure(access: Access) -> Erasure:
    with scope(access.workspace_id):
        asked: Erasure = Erasure.objects.get()
    erase(access.workspace_id, asked.id)
    with scope(access.workspace_id):
        asked.refresh_from_db()
    return asked


def test_nothing_of_an_erased_customer_is_left(
    owner: Caller, database_urls: DatabaseUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    contact_id = a_customer(owner)
    assert len(places_of(database_urls, PHRASE)) >= 8, "the marker is all over the place"
    assert len(places_of(database_urls, CUSTOMER)) >= 5

    assert owner.delete(f"/contacts/{contact_id}").status_code == 204
    run_erasure(owner.access)

    assert places_of(database_urls, PHRASE) == {}
    assert places_of(database_urls, CUSTOMER) == {}
    said = capsys.readouterr()
    assert PHRASE not in said.out + said.err
    assert CUSTOMER not in said.out + said.err


def test_the_proof_counts_and_vouches_without_content(owner: Caller) -> None:
    contact_id = a_customer(owner)
    owner.delete(f"/contacts/{contact_id}")
    done = run_erasure(owner.access)
    with scope(owner.access.workspace_id):
        entry = AuditEvent.objects.get(action="contacts.erased")
    assert (entry.object_id, entry.actor_kind) == (str(contact_id), "member")
    assert entry.details["digest"] == bytes(done.digest).hex() != ""
    counted = {kind: entry.details[kind] for kind in ("messages", "files", "notes", "customers")}
    assert counted == {"messages": 3, "files": 1, "notes": 1, "customers": 1}
    assert verify(owner.access.workspace_id).broken_at is None


def test_sealed_answers_of_the_api_go_too(owner: Caller) -> None:
    contact_id = a_customer(owner)
    owner.post("/tags", {"name": "Wholesale", "colour": "grey"}, **{"Idempotency-Key": "two"})
    with scope(owner.access.workspace_id):
        assert KeptAnswer.objects.filter(body__isnull=False).count() == 2
    owner.delete(f"/contacts/{contact_id}")
    run_erasure(owner.access)
    with scope(owner.access.workspace_id):
        assert [kept.key for kept in KeptAnswer.objects.filter(status__isnull=False)] == ["two"]


def test_what_waits_to_be_sent_stops_at_once(owner: Caller) -> None:
    contact_id = a_customer(owner)
    assert Dispatch.objects.count() == 1
    ask_erasure(owner.access, contact_id)
    assert Dispatch.objects.count() == 0


def test_a_killed_erasure_goes_on_where_it_was(
    owner: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact_id = a_customer(owner)
    ask_erasure(owner.access, contact_id)
    ask_erasure(owner.access, contact_id)
    monkeypatch.setattr("chatsync.inbox.actions.erase.AT_ONCE", 1)
    assert run_erasure(owner.access).counts["messages"] == 3
    assert run_erasure(owner.access).counts["messages"] == 3


def test_neighbours_keep_everything(owner: Caller) -> None:
    other = a_conversation(owner.access, "I stay")
    run = a_customer_alone(owner)
    ask_erasure(owner.access, run)
    run_erasure(owner.access)
    with scope(owner.access.workspace_id):
        assert Contact.objects.get().id == other.contact_id
        assert Message.objects.get().text == "I stay"


def a_customer_alone(owner: Caller) -> UUID:
    contact_id: UUID = a_conversation(owner.access, PHRASE).contact_id
    return contact_id


def test_who_proves_to_be_two_contacts_is_erased_as_both(owner: Caller) -> None:
    gone, kept = a_customer_alone(owner), a_customer_alone(owner)
    ask_erasure(owner.access, gone)
    with scope(owner.access.workspace_id):
        merge(kept_id=kept, gone_id=gone)
    run_erasure(owner.access)
    with scope(owner.access.workspace_id):
        assert (Contact.objects.count(), Message.objects.count()) == (0, 0)


def test_open_pages_drop_the_conversation(owner: Caller) -> None:
    ask_erasure(owner.access, a_customer_alone(owner))
    run_erasure(owner.access)
    with scope(owner.access.workspace_id):
        told = [bytes(event.payload) for event in Event.objects.order_by("seq")]
    assert all(b"conversation.removed" in payload for payload in told)


def test_an_agent_may_not_erase_and_a_stranger_finds_nothing(owner: Caller) -> None:
    contact_id = a_customer_alone(owner)
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    agent = a_caller(a_member(workspace, Role.AGENT))
    assert agent.delete(f"/contacts/{contact_id}").status_code == 403
    with pytest.raises(NotFound):
        ask_erasure(a_workspace("Lahore Books")[1], contact_id)


def test_after_ninety_one_days_only_the_customer_list_knows_the_number(
    owner: Caller, database_urls: DatabaseUrls
) -> None:
    a_customer(owner)
    with moved(timedelta(days=91)):
        purge()
    assert places_of(database_urls, PHRASE) == {}
    assert set(places_of(database_urls, CUSTOMER)) <= {
        "contacts_contact",
        "contacts_identity",
        "realtime_event",
    }
