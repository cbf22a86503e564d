"""Search: at once, in any format, and never in another workspace."""

from datetime import timedelta

import pytest

from chatsync.inbox.tests.make import a_contact, a_conversation, a_message
from chatsync.kit.clock import now
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def texts(caller: Caller, words: str) -> list[str]:
    items = caller.get("/search", q=words).json()["items"]
    return [item["text"] for item in items if item["kind"] == "message"]


def test_a_message_is_found_as_soon_as_it_is_stored(owner: Caller) -> None:
    a_conversation(owner.access, "The blue kettle leaks")

    assert texts(owner, "kettle") == ["The blue kettle leaks"]
    assert texts(owner, "KETT blu") == ["The blue kettle leaks"]
    assert texts(owner, "kettle green") == []


def test_the_workspaces_own_id_is_no_word_of_its_messages(owner: Caller) -> None:
    a_conversation(owner.access, "Plain text")

    assert texts(owner, str(owner.access.workspace_id)[:8]) == []
    assert texts(owner, str(owner.access.workspace_id)[0]) == []


def test_urdu_words_are_found(owner: Caller) -> None:
    a_conversation(owner.access, "میرا آرڈر کہاں ہے؟")

    assert texts(owner, "آرڈر") == ["میرا آرڈر کہاں ہے؟"]


@pytest.mark.parametrize(
    "words", ["'", "\\", "a & | !", ":*", "<->", "(", "''; --", "!!!", "%", "a'b\\c"]
)
def test_signs_are_words_and_never_operators(owner: Caller, words: str) -> None:
    a_conversation(owner.access, "Plain text")

    said = owner.get("/search", q=words)

    assert said.status_code == 200
    assert said.json()["items"] == []


@pytest.mark.parametrize(
    "number",
    ["+92 300 1234567", "0300-1234567", "00923001234567", "923001234567", "1234567", "0300 123"],
)
def test_a_phone_number_is_found_in_any_format(owner: Caller, number: str) -> None:
    contact = a_contact(owner.access, phone="923001234567")
    conversation = a_conversation(owner.access, contact=contact)
    a_contact(owner.access, phone="923007654321")

    found = owner.get("/search", q=number).json()["items"]

    assert [(item["id"], item["conversation_id"]) for item in found] == [
        (str(contact.id), str(conversation.id))
    ]


def test_a_contact_is_found_by_each_of_its_names(owner: Caller) -> None:
    contact = a_contact(owner.access, name="Chef", profile_name="Zubaida", username="zubi.k")

    for word in ("chef", "zubai", "zubi"):
        found = owner.get("/search", q=word).json()["items"]
        assert [item["id"] for item in found] == [str(contact.id)]


def test_hits_are_walked_from_the_newest_without_repeats(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    for at in range(5):
        moment = now() + timedelta(seconds=at)
        a_message(owner.access, conversation.id, f"parcel {at}", at=moment)

    found, cursor = [], None
    while cursor != "":
        page = owner.get(
            "/search", q="parcel", limit=2, **({"cursor": cursor} if cursor else {})
        ).json()
        found += [item["text"] for item in page["items"]]
        cursor = page["next_cursor"] or ""

    assert found == [f"parcel {at}" for at in (4, 3, 2, 1, 0)]


def test_no_word_of_another_workspace_is_found(owner: Caller) -> None:
    _other, foreigner = a_workspace("Lahore Book House")
    contact = a_contact(foreigner, phone="923009998887", profile_name="Secretive")
    conversation = a_conversation(foreigner, "topsecret", contact=contact)

    for words in ("topsecret", "Secretive", "0300 9998887", str(foreigner.workspace_id)):
        assert owner.get("/search", q=words).json()["items"] == []
    with_wamid = a_message(foreigner, conversation.id, "x").wamid
    assert owner.get("/messages", wamid=with_wamid).json()["items"] == []


def test_a_message_is_found_once_by_its_wamid(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    message = a_message(owner.access, conversation.id, None, type="hologram")

    items = owner.get("/messages", wamid=message.wamid).json()["items"]

    assert [item["id"] for item in items] == [str(message.id)]
    assert items[0]["placeholder"] == "hologram"
