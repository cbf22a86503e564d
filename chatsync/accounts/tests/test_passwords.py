import unicodedata

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password, refuse_weak
from chatsync.config import settings as served


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "kX9#vLq2pTz7w",
        "سمندر کنارے نیلی کشتی",
        "x7" + "long pass phrase " * 10,
    ],
)
def test_a_good_password_is_taken(password: str) -> None:
    refuse_weak(password, ["Ayesha Khan", "Rose Petals", "ayesha@example.com"])


@pytest.mark.parametrize(
    "password",
    [
        "kX9#vLq2pTz",  # eleven characters
        "password1234",
        "qwertyuiop12345",
        "aaaaaaaaaaaaaaaa",
        "chatsync-whatsapp",
        "AyeshaKhan2026",
        "rosepetals-rose",
        "ayesha@example.com",
        "x" * 257,
    ],
)
def test_a_weak_password_is_refused_with_a_reason(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_weak(password, ["Ayesha Khan", "Rose Petals", "ayesha@example.com"])
    assert str(refused.value.messages[0]).startswith(("Use ", "Easy to guess."))


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    composed = "café réservé zürich"
    person = Person(password=hash_password(composed))
    assert person.password.startswith("argon2$argon2id$")
    assert person.check_password(unicodedata.normalize("NFD", composed))
    assert not person.check_password("cafe reserve zurich")


def test_a_password_of_256_characters_counts_in_full() -> None:
    long = "s3a of gr4ss " * 19 + "123456789"
    person = Person(password=hash_password(long))
    assert person.check_password(long)
    assert not person.check_password(long[:-1])


def test_the_served_hash_costs_at_least_what_owasp_asks_for() -> None:
    (name,) = served.PASSWORD_HASHERS  # tests themselves hash more cheaply
    hasher = import_string(name)()
    assert hasher.algorithm == "argon2"
    assert hasher.memory_cost >= 19_456
    assert hasher.time_cost >= 2
    assert name != settings.PASSWORD_HASHERS[0]
