import base64

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as project
from django.test import Client

from chatsync.accounts.actions import (
    clear_second_factors,
    create_person,
    create_person_without_mail,
    end_all_sessions,
    enroll_totp,
    set_temporary_password,
)
from chatsync.accounts.factors import FactorAdapter
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import verify_session
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import Conflict, Invalid

PASSWORD = "correct horse battery staple"


@pytest.fixture
def person(db: None) -> Person:
    return create_person(name="Sana", login="sana", password_hash=hash_password(PASSWORD))


def sign_in(login: str, password: str) -> Client:
    client = Client()
    client.post("/login", {"login": login, "password": password})
    return client


def key_of(client: Client) -> str:
    morsel = client.cookies.get(project.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def test_somebody_without_an_address_gets_a_password_to_replace(db: None) -> None:
    made = create_person_without_mail(name="Omar", login=" Omar.K ", password=PASSWORD)
    assert (made.login, made.email, made.must_change_password) == ("omar.k", None, True)
    own = create_person_without_mail(name="Ali", login="ali", password=PASSWORD, temporary=False)
    assert not own.must_change_password


@pytest.mark.parametrize("login", ["", "ab", "a b c", "a@b.example", ".sana", "x" * 31, "ثنا"])
def test_a_sign_in_name_is_short_and_plain(db: None, login: str) -> None:
    with pytest.raises(Invalid):
        create_person_without_mail(name="Omar", login=login, password=PASSWORD)


def test_a_weak_password_and_a_taken_name_are_refused(person: Person) -> None:
    with pytest.raises(Invalid):
        create_person_without_mail(name="Omar", login="omar", password="password1234")
    with pytest.raises(Conflict):
        create_person_without_mail(name="Other", login="Sana", password=PASSWORD)


def test_a_temporary_password_replaces_the_old_one_and_ends_sessions(person: Person) -> None:
    key = key_of(sign_in("sana", PASSWORD))
    assert verify_session(key) == person.id
    temporary = set_temporary_password(person.id)
    assert verify_session(key) is None
    person.refresh_from_db()
    assert person.must_change_password
    assert person.check_password(temporary)
    assert not person.check_password(PASSWORD)


def test_all_sessions_of_a_person_end_and_nobody_elses(person: Person) -> None:
    create_person(name="Omar", login="omar", password_hash=hash_password(PASSWORD))
    mine = [key_of(sign_in("sana", PASSWORD)) for _ in range(2)]
    other = key_of(sign_in("omar", PASSWORD))
    end_all_sessions(person.id)
    assert [verify_session(key) for key in mine] == [None, None]
    assert verify_session(other)


def test_the_seed_of_a_code_generator_is_stored_sealed(person: Person) -> None:
    secret = enroll_totp(person.id)
    stored = Authenticator.objects.get(user=person).data["secret"]
    assert secret not in stored
    assert FactorAdapter().decrypt(stored) == secret
    raw = bytearray(base64.b64decode(stored))
    raw[-1] ^= 1
    with pytest.raises(CannotOpen):
        FactorAdapter().decrypt(base64.b64encode(bytes(raw)).decode())


def test_lost_second_factors_are_taken_away_with_every_session(person: Person) -> None:
    key = key_of(sign_in("sana", PASSWORD))
    enroll_totp(person.id)
    clear_second_factors(person.id)
    assert not Authenticator.objects.filter(user=person).exists()
    assert verify_session(key) is None
