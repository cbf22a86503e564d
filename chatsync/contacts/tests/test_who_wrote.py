"""Who wrote: known by user id or phone number, never by name; proof joins what belongs together."""

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, deliver, feed, read, texts
from chatsync.channels.tests.whatsapp_builders import (
    AT,
    Json,
    change,
    delivery,
    message,
)
from chatsync.contacts.models import Contact, Identity
from chatsync.inbox.models import Conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")

PHONE, OTHER = "923001234567", "923331234567"
USER, NEW_USER = "PK.1111111111", "PK.2222222222"


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


def wrote(
    word: str, phone: str | None = None, user: str | None = None, name: str | None = None
) -> Json:
    """A message as Meta sends it of somebody who shows these addresses."""
    item = message("text", id=f"wamid.{word}", text={"body": word}, timestamp=str(AT))
    item.pop("from")
    who: Json = {"profile": {"name": name} if name else {}}
    if phone:
        item["from"] = who["wa_id"] = phone
    if user:
        item["from_user_id"] = who["user_id"] = user
    return delivery(change("messages", contacts=[who], messages=[item]))


def moved(kind: str = "user_changed_number", **system: str) -> Json:
    item = message("system", id="wamid.moved", system={"type": kind, "body": "moved", **system})
    item["from"] = PHONE
    return delivery(change("messages", messages=[item]))


def people(access: Access) -> list[Contact]:
    with scope(access.workspace_id):
        return list(Contact.objects.order_by("id"))


def addresses(access: Access) -> set[str]:
    with scope(access.workspace_id):
        return set(Identity.objects.values_list("value", flat=True))


def threads(access: Access) -> int:
    with scope(access.workspace_id):
        return Conversation.objects.count()


def test_a_customer_without_phone_number_is_known_by_user_id(owner: Access, number: Number) -> None:
    feed(number, wrote("a", user=USER, name="Sana"), wrote("b", user=USER))
    (contact,) = people(owner)
    assert (contact.phone, contact.profile_name, threads(owner)) == (None, "Sana", 1)
    assert addresses(owner) == {USER}


def test_a_phone_number_that_shows_up_later_joins_the_contact(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", user=USER), wrote("b", phone=PHONE, user=USER))
    (contact,) = people(owner)
    assert (contact.phone, addresses(owner)) == (f"+{PHONE}", {USER, PHONE})
    feed(number, wrote("c", phone=PHONE))
    assert (len(people(owner)), texts(owner)) == (1, ["a", "b", "c"])


def test_a_user_id_that_shows_up_later_joins_the_contact(owner: Access, number: Number) -> None:
    feed(number, wrote("a", phone=PHONE))
    feed(number, wrote("b", phone=PHONE, user=USER))
    feed(number, wrote("c", user=USER))
    assert (len(people(owner)), threads(owner)) == (1, 1)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_message_with_both_proves_two_contacts_to_be_one(
    owner: Access, number: Number, at_once: bool
) -> None:
    bodies = [
        wrote("a", phone=PHONE),
        wrote("b", user=USER),
        wrote("c", phone=PHONE, user=USER),
        wrote("d", phone=PHONE),
        wrote("e", user=USER),
    ]
    for body in bodies:
        deliver(number, body)
        if not at_once:
            read()
    read()
    assert (len(people(owner)), threads(owner)) == (1, 1)
    assert texts(owner) == ["a", "b", "c", "d", "e"]
    assert addresses(owner) == {PHONE, USER}


def test_a_new_contact_and_a_stored_one_proved_one_in_a_single_batch(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", phone=PHONE))
    deliver(number, wrote("b", user=USER), wrote("c", phone=PHONE, user=USER))
    deliver(number, wrote("d", phone=OTHER, user=USER))
    read()
    assert (len(people(owner)), threads(owner)) == (1, 1)
    assert addresses(owner) == {PHONE, OTHER, USER}


def test_equal_names_are_no_proof(owner: Access, number: Number) -> None:
    feed(number, wrote("a", phone=PHONE, name="Sana"), wrote("b", phone=OTHER, name="Sana"))
    feed(number, wrote("c", user=USER, name="Sana"))
    assert len(people(owner)) == 3


def test_our_own_name_survives_the_profiles_changes(owner: Access, number: Number) -> None:
    feed(number, wrote("a", phone=PHONE, name="Sana"))
    with scope(owner.workspace_id):
        Contact.objects.update(name="Mrs. Qureshi")
    feed(number, wrote("b", phone=PHONE, name="SANA ✨"), wrote("c", phone=PHONE))
    (contact,) = people(owner)
    assert (contact.name, contact.profile_name) == ("Mrs. Qureshi", "SANA ✨")


def test_a_merge_keeps_the_name_that_we_gave(owner: Access, number: Number) -> None:
    feed(number, wrote("a", phone=PHONE, name="Sana"))
    with scope(owner.workspace_id):
        Contact.objects.update(name="Mrs. Qureshi")
    feed(number, wrote("b", user=USER), wrote("c", phone=PHONE, user=USER))
    (contact,) = people(owner)
    assert (contact.name, contact.profile_name) == ("Mrs. Qureshi", "Sana")
    assert contact.phone == f"+{PHONE}"


@pytest.mark.parametrize(
    "system",
    [
        {"wa_id": OTHER},
        {"new_wa_id": OTHER},
        {"wa_id": OTHER, "user_id": NEW_USER, "previous_user_id": USER},
    ],
)
def test_a_changed_number_keeps_the_thread_and_shows_the_new_one(
    owner: Access, number: Number, system: dict[str, str]
) -> None:
    feed(number, wrote("a", phone=PHONE, name="Sana"))
    feed(number, moved(**system))
    feed(number, moved(**system), wrote("b", phone=OTHER))
    (contact,) = people(owner)
    assert (contact.phone, contact.profile_name, threads(owner)) == (f"+{OTHER}", "Sana", 1)


def test_a_message_of_the_new_number_before_the_news_of_it_joins_the_old_thread(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", phone=PHONE, user=USER), wrote("b", phone=OTHER))
    feed(number, moved(wa_id=OTHER, user_id=NEW_USER, previous_user_id=USER))
    (contact,) = people(owner)
    assert (contact.phone, texts(owner), threads(owner)) == (f"+{OTHER}", ["a", "b", None], 1)


def test_a_changed_user_id_keeps_the_thread_without_any_phone(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", user=USER))
    body = moved("user_changed_user_id", user_id=NEW_USER, previous_user_id=USER)
    body["entry"][0]["changes"][0]["value"]["messages"][0].pop("from")
    feed(number, body, wrote("b", user=NEW_USER))
    assert (len(people(owner)), threads(owner)) == (1, 1)
    assert addresses(owner) == {USER, NEW_USER}


def test_the_older_field_for_changed_user_ids_is_understood(owner: Access, number: Number) -> None:
    feed(number, wrote("a", user=USER))
    update = {"wa_id": PHONE, "user_id": {"previous": USER, "current": NEW_USER}}
    body = delivery(change("user_id_update", user_id_update=[update]))
    feed(number, body, body, wrote("b", user=NEW_USER), wrote("c", phone=PHONE))
    assert (len(people(owner)), threads(owner)) == (1, 1)


def test_a_change_of_somebody_unknown_makes_nobody_up(owner: Access, number: Number) -> None:
    update = {"user_id": {"previous": USER, "current": NEW_USER}}
    feed(number, delivery(change("user_id_update", user_id_update=[update])))
    assert people(owner) == []


def test_a_late_message_of_the_old_number_does_not_bring_it_back(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", phone=PHONE))
    feed(number, moved(wa_id=OTHER))
    feed(number, wrote("sent before the change", phone=PHONE))
    (contact,) = people(owner)
    assert (contact.phone, threads(owner)) == (f"+{OTHER}", 1)


def test_the_same_person_is_another_contact_in_another_workspace(
    owner: Access, number: Number
) -> None:
    other = a_workspace("Books")[1]
    feed(number, wrote("a", phone=PHONE))
    body = wrote("b", phone=PHONE)
    body["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "5002"
    feed(a_line(other, "5002"), body)
    assert people(owner)[0].id != people(other)[0].id


def test_a_user_id_in_the_place_of_the_phone_number_is_taken_as_one(
    owner: Access, number: Number
) -> None:
    feed(number, wrote("a", phone=USER), wrote("b", user=USER))
    (contact,) = people(owner)
    assert (contact.phone, addresses(owner)) == (None, {USER})


def test_odd_addresses_are_kept_apart_and_lose_no_message(owner: Access, number: Number) -> None:
    feed(number, wrote("a", phone="odd id"), wrote("b", phone="x" * 400), wrote("c"))
    feed(number, wrote("d", phone="odd id"))
    assert sorted(filter(None, texts(owner))) == ["a", "b", "c", "d"]
