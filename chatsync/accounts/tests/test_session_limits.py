from datetime import timedelta

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.accounts.actions import create_person
from chatsync.accounts.checks import cache_is_shared
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import verify_session
from chatsync.kit import clock
from chatsync.kit.errors import Conflict

PASSWORD = "correct horse battery staple"
MINUTES = timedelta(minutes=1)


@pytest.fixture
def person(db: None) -> Person:
    return create_person(name="Sana", login="sana", password_hash=hash_password(PASSWORD))


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    answer = client.post("/login", {"login": "sana", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def key_of(client: Client) -> str:
    return client.cookies[project.SESSION_COOKIE_NAME].value


def is_signed_in(client: Client, **headers: str) -> bool:
    return client.get("/w", headers=headers).status_code == 200


def test_a_session_ends_twelve_hours_after_the_last_input(client: Client) -> None:
    with clock.moved(timedelta(hours=11)):
        assert is_signed_in(client)
    with clock.moved(timedelta(hours=22, minutes=50)):
        assert is_signed_in(client)
    with clock.moved(timedelta(hours=23, minutes=50)):
        assert verify_session(key_of(client))
    idle = Client()
    idle.post("/login", {"login": "sana", "password": PASSWORD})
    with clock.moved(timedelta(hours=12, minutes=1)):
        assert verify_session(key_of(idle)) is None
        assert not is_signed_in(idle)


def test_a_session_ends_a_day_after_its_beginning_whatever_happens(client: Client) -> None:
    for hours in (8, 16, 23):
        with clock.moved(timedelta(hours=hours)):
            assert is_signed_in(client)
    with clock.moved(timedelta(hours=24, minutes=1)):
        assert verify_session(key_of(client)) is None
        assert not is_signed_in(client)


@pytest.mark.parametrize("by", ["header", "question"])
def test_background_requests_do_not_lengthen_a_session(client: Client, by: str) -> None:
    with clock.moved(timedelta(hours=11)):
        if by == "header":
            assert is_signed_in(client, **{"ChatSync-Background": "1"})
        else:
            assert verify_session(key_of(client))
    with clock.moved(timedelta(hours=12, minutes=1)):
        assert not is_signed_in(client)


def test_an_ended_session_is_gone_from_the_server(client: Client) -> None:
    key = key_of(client)
    with clock.moved(timedelta(hours=13)):
        assert not is_signed_in(client)
    assert verify_session(key) is None


def test_the_session_of_a_switched_off_person_is_dead(client: Client, person: Person) -> None:
    assert verify_session(key_of(client)) == person.id
    Person.objects.filter(id=person.id).update(is_active=False)
    assert verify_session(key_of(client)) is None


def test_a_new_password_ends_every_session(client: Client, person: Person) -> None:
    person.set_password("four quiet rivers under snow")
    person.save()
    assert verify_session(key_of(client)) is None
    assert not is_signed_in(client)


@pytest.mark.parametrize("key", ["", "x", "a" * 32])
def test_an_unknown_key_signs_nobody_in(person: Person, key: str) -> None:
    assert verify_session(key) is None


def test_a_sign_in_name_and_an_address_belong_to_one_person(person: Person) -> None:
    with pytest.raises(Conflict):
        create_person(name="Other", login="Sana", password_hash="x")
    create_person(name="Omar", email="Omar@Example.com", password_hash="x")
    with pytest.raises(Conflict):
        create_person(name="Omar", email="omar@example.com", password_hash="x")


def test_a_cache_per_process_is_refused(settings: Settings) -> None:
    assert cache_is_shared(None) == []
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert [found.id for found in cache_is_shared(None)] == ["accounts.E001"]
