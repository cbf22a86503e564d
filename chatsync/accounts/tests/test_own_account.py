from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from chatsync.accounts.actions import create_person, prefer_language, set_temporary_password
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, confirm, is_in, key_of, sign_in
from chatsync.kit import clock

if TYPE_CHECKING:
    from django.test import Client

NEW = "four quiet rivers under snow"


@pytest.fixture
def client(sana: Person) -> Client:
    """Signed in and freshly confirmed."""
    client = sign_in()
    confirm(client)
    return client


def code_in_last_mail() -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[0]


@pytest.mark.parametrize("page", ["login", "password", "email", "email/code"])
def test_a_sensitive_page_asks_who_you_are(sana: Person, page: str) -> None:
    client = sign_in()
    sent = client.get(f"/account/{page}")["Location"]
    assert sent == f"/account/confirm?next=%2Faccount%2F{page.replace('/', '%2F')}"
    assert client.post(f"/account/{page}", {"password": NEW})["Location"] == sent
    assert NEW not in str(dict(client.session))


def test_a_confirmation_holds_for_five_minutes_and_leads_on(sana: Person) -> None:
    client = sign_in()
    wrong = client.post("/account/confirm", {"password": "not the password"})
    assert "This password is wrong." in wrong.content.decode()
    right = client.post("/account/confirm?next=/account/email", {"password": PASSWORD})
    assert right["Location"] == "/account/email"
    assert client.get("/account/email").status_code == 200
    foreign = client.post("/account/confirm?next=//evil.example", {"password": PASSWORD})
    assert foreign["Location"] == "/w"


def test_a_new_password_ends_the_other_sessions_and_is_told_by_mail(client: Client) -> None:
    other, before = sign_in(), key_of(client)
    client.post("/account/password", {"password": NEW})
    assert (is_in(client), is_in(other)) == (True, False)
    assert key_of(client) != before
    assert mail.outbox[-1].subject == "Your ChatSync password was changed"
    assert is_in(sign_in(password=NEW))


def test_a_weak_or_the_same_password_is_refused(client: Client) -> None:
    weak = client.post("/account/password", {"password": "sana malik sana"})
    assert "Easy to guess." in weak.content.decode()
    same = client.post("/account/password", {"password": PASSWORD})
    assert "This is your present password." in same.content.decode()


def test_a_temporary_password_leads_to_nothing_but_an_own_one(sana: Person) -> None:
    temporary = set_temporary_password(sana.id)
    client = sign_in(password=temporary)
    assert client.get("/w")["Location"] == "/account/password"
    assert client.get("/account/factors")["Location"] == "/account/password"
    assert client.get("/api/v1/me").json()["code"] == "password_change_required"
    assert client.post("/account/password", {"password": NEW})["Location"] == "/w"
    assert client.get("/w").status_code == 200
    assert is_in(sign_in(password=NEW))


def test_a_temporary_password_runs_out(sana: Person) -> None:
    temporary = set_temporary_password(sana.id)
    with clock.moved(timedelta(hours=72, minutes=1)):
        answer = sign_in(password=temporary).post(
            "/login", {"login": "sana", "password": temporary}
        )
        assert answer.status_code == 403
        assert "This password has run out" in answer.content.decode()


def test_names_are_changed_and_a_taken_one_is_refused(client: Client) -> None:
    create_person(name="Omar", login="omar", password_hash="x")
    client.post("/account/name", {"name": "Sana <b>M.</b>"})
    assert "Sana &lt;b&gt;M.&lt;/b&gt;" in client.get("/account").content.decode()
    taken = client.post("/account/login", {"login": "Omar"})
    assert "This sign-in name is taken." in taken.content.decode()
    client.post("/account/login", {"login": "Sana.M"})
    assert is_in(sign_in("sana.m"))
    assert not is_in(sign_in("sana"))


def test_an_address_counts_only_after_its_code(client: Client, sana: Person) -> None:
    client.post("/account/email", {"email": "New@Example.com"})
    sana.refresh_from_db()
    assert sana.email == "sana@example.com"
    assert mail.outbox[-1].to == ["new@example.com"]
    wrong = client.post("/account/email/code", {"code": "AAAA-BBBB"})
    assert "This code is wrong." in wrong.content.decode()
    client.post("/account/email/code", {"code": code_in_last_mail()})
    sana.refresh_from_db()
    assert sana.email == "new@example.com"
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["sana@example.com"],
        "Your ChatSync address was changed",
    )
    assert is_in(sign_in("new@example.com"))


def test_a_foreign_address_is_answered_alike_and_never_taken(client: Client, sana: Person) -> None:
    create_person(name="Omar", email="omar@example.com", password_hash=hash_password(PASSWORD))
    free = client.post("/account/email", {"email": "free@example.com"})
    foreign = client.post("/account/email", {"email": "omar@example.com"})
    assert free["Location"] == foreign["Location"]
    assert mail.outbox[-1].subject == "You already sign in to ChatSync with this address"
    sana.refresh_from_db()
    assert sana.email == "sana@example.com"


def test_five_wrong_codes_close_an_address(client: Client, sana: Person) -> None:
    client.post("/account/email", {"email": "new@example.com"})
    for _try in range(5):
        client.post("/account/email/code", {"code": "AAAA-BBBB"})
    client.post("/account/email/code", {"code": code_in_last_mail()})
    sana.refresh_from_db()
    assert sana.email == "sana@example.com"


def test_an_address_is_removed_and_its_mailbox_told(client: Client, sana: Person) -> None:
    client.post("/account/email", {"remove": "1"})
    sana.refresh_from_db()
    assert sana.email is None
    assert mail.outbox[-1].to == ["sana@example.com"]
    assert is_in(sign_in("sana"))


def test_notices_are_written_in_the_language_of_the_person(client: Client, sana: Person) -> None:
    prefer_language(sana.id, "ur")
    client.post("/account/password", {"password": NEW})
    assert mail.outbox[-1].subject == "آپ کا ChatSync پاس ورڈ بدل دیا گیا"
