"""What a member does not see, no read tells: a matrix over every read and every rule."""

from uuid import UUID

import pytest

from chatsync.inbox.tests.make import a_contact, a_conversation, a_message
from chatsync.workspaces.models import Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")

SEEN = {
    ("agent", "own"): {"mine"},
    ("agent", "own_unassigned"): {"mine", "nobodys"},
    ("agent", "all"): {"mine", "nobodys", "theirs"},
    ("manager", "own"): {"mine", "nobodys", "theirs"},
    ("owner", "own"): {"mine", "nobodys", "theirs"},
}


class House:
    """A reader and three conversations: held by the reader, by nobody, by a colleague."""

    def __init__(self, role: str, visibility: str) -> None:
        self.workspace: Workspace
        self.workspace, owner = a_workspace(visibility=visibility)
        reader = a_member(self.workspace, role)
        self.reader: Caller = a_caller(reader)
        colleague = a_member(self.workspace, Role.AGENT)
        holders = {"mine": reader.member_id, "nobodys": None, "theirs": colleague.member_id}
        self.ids: dict[str, UUID] = {}
        self.contacts: dict[str, str] = {}
        self.wamids: dict[str, str] = {}
        for at, (name, holder) in enumerate(holders.items()):
            contact = a_contact(owner, phone=f"92300555000{at}", profile_name=f"Person {name}")
            conversation = a_conversation(
                owner, f"banana {name}", contact=contact, assignee_id=holder
            )
            message = a_message(owner, conversation.id, f"mango {name}")
            self.ids[name] = conversation.id
            self.contacts[name] = str(contact.id)
            self.wamids[name] = str(message.wamid)

    def names(self, items: list[dict[str, str]], key: str = "id") -> set[str]:
        """Which of the three an answer names, by conversation or contact."""
        owners = {str(found): name for name, found in self.ids.items()}
        owners |= {found: name for name, found in self.contacts.items()}
        return {owners[item[key]] for item in items}


@pytest.fixture(params=SEEN, ids=lambda case: f"{case[0]}, {case[1]}")
def case(request: pytest.FixtureRequest) -> tuple[House, set[str]]:
    return House(*request.param), SEEN[request.param]


def test_lists_and_counts_hold_only_what_is_seen(case: tuple[House, set[str]]) -> None:
    house, seen = case
    queues = {"mine": {"mine"}, "unassigned": {"nobodys"}, "all": {"mine", "nobodys", "theirs"}}

    counts = house.reader.get("/conversations/counts").json()

    for queue, held in queues.items():
        page = house.reader.get("/conversations", queue=queue).json()
        assert house.names(page["items"]) == held & seen
        assert counts[queue]["open"] == len(held & seen)
        assert counts[queue]["unread"] == len(held & seen)


def test_single_reads_and_threads_answer_only_for_what_is_seen(
    case: tuple[House, set[str]],
) -> None:
    house, seen = case
    for name, conversation_id in house.ids.items():
        expected = 200 if name in seen else 404
        for rest in ("", "/messages", "/draft"):
            said = house.reader.get(f"/conversations/{conversation_id}{rest}")
            assert said.status_code == expected, rest


def test_writes_answer_only_for_what_is_seen(case: tuple[House, set[str]]) -> None:
    house, seen = case
    for name, conversation_id in house.ids.items():
        path = f"/conversations/{conversation_id}"
        said = [
            house.reader.put(f"{path}/read-mark", {"seq": 0}),
            house.reader.put(f"{path}/draft", {"text": "Hm"}),
            house.reader.put(f"{path}/closure"),
            house.reader.delete(f"{path}/closure"),
        ]
        expected = 200 if name in seen else 404
        assert {answer.status_code for answer in said} == {expected}


def test_search_finds_only_what_is_seen(case: tuple[House, set[str]]) -> None:
    house, seen = case

    messages = house.reader.get("/search", q="mango").json()["items"]
    by_name = house.reader.get("/search", q="Person").json()["items"]
    by_phone = house.reader.get("/search", q="0300 555 000").json()["items"]

    assert house.names(messages, "conversation_id") == seen
    assert house.names(by_name) == seen
    assert house.names(by_phone) == seen


def test_contacts_are_those_of_conversations_that_are_seen(case: tuple[House, set[str]]) -> None:
    house, seen = case

    listed = house.reader.get("/contacts").json()["items"]

    assert house.names(listed) == seen
    for name, contact_id in house.contacts.items():
        expected = 200 if name in seen else 404
        assert house.reader.get(f"/contacts/{contact_id}").status_code == expected


def test_a_message_is_found_by_its_wamid_only_where_it_is_seen(
    case: tuple[House, set[str]],
) -> None:
    house, seen = case
    for name, wamid in house.wamids.items():
        found = house.reader.get("/messages", wamid=wamid).json()["items"]
        assert len(found) == (1 if name in seen else 0)
