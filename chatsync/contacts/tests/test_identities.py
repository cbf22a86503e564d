"""One person is one contact, whichever address they write from; nobody is taken for another."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from chatsync.config import wiring
from chatsync.contacts.actions import Person, change_identity, identify
from chatsync.contacts.models import Contact, Identity
from chatsync.kit.tenancy import scope

WIRED = wiring.__name__
"""A merge is told to the rooms above, so the wiring page must be loaded."""


@pytest.fixture
def shop(db: None) -> Iterator[UUID]:
    """Inside the scope of one workspace."""
    with scope(uuid4()) as workspace_id:
        yield workspace_id


@pytest.mark.usefixtures("shop")
def test_the_same_number_is_the_same_contact() -> None:
    first = identify([Person(phone="923001234567", profile_name="Bilal")])
    again = identify([Person(phone="923001234567", profile_name="Bilal A.")])
    assert first == again
    assert [it.profile_name for it in Contact.objects.all()] == ["Bilal A."]


@pytest.mark.usefixtures("shop")
def test_two_people_of_one_batch_are_two_contacts_in_order() -> None:
    asma, bilal = Person(phone="923001111111"), Person(bsuid="PK.22")
    found = identify([asma, bilal, asma])
    assert found[0] == found[2] != found[1]
    assert identify([bilal, asma]) == [found[1], found[0]]


@pytest.mark.usefixtures("shop")
def test_the_same_name_proves_nothing() -> None:
    found = identify([Person(phone=f"92300111111{n}", profile_name="Ali") for n in range(2)])
    assert len(set(found)) == 2


@pytest.mark.usefixtures("shop")
def test_a_message_with_both_addresses_makes_one_of_two_contacts() -> None:
    by_phone, by_user_id = identify([Person(phone="923001234567"), Person(bsuid="PK.1")])
    both = identify([Person(phone="923001234567", bsuid="PK.1")])
    assert both == [by_user_id] != [by_phone]
    assert Contact.objects.count() == 1
    assert Identity.objects.filter(contact_id=by_user_id).count() == 2


@pytest.mark.usefixtures("shop")
def test_a_new_number_keeps_the_contact() -> None:
    old, new = Person(phone="923001234567", bsuid="PK.1"), Person(phone="923009999999")
    before = identify([old])
    for _twice in range(2):
        change_identity(old, new)
    assert identify([new]) == before
    assert Contact.objects.count() == 1


def test_a_number_known_to_one_workspace_is_unknown_to_another(db: None) -> None:
    found = []
    for workspace_id in (uuid4(), uuid4()):
        with scope(workspace_id):
            found += identify([Person(phone="923001234567")])
            assert Contact.objects.count() == 1
    assert len(set(found)) == 2
