"""Invitations into a suspended workspace: nobody joins, nothing is used up, the page says why."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from chatsync.accounts.models import Person
from chatsync.config import wiring
from chatsync.kit.errors import ReadOnly
from chatsync.kit.tenancy import scope
from chatsync.site.tests.stand import PASSWORD, Browser, Owner, a_business, last_mail
from chatsync.workspaces.actions.invite import invite
from chatsync.workspaces.actions.join import join, join_as_new
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.models import Member
from chatsync.workspaces.tests.make import a_person, of

assert wiring.__doc__, "facts are heard: the queue follows the standing"

HOST = "http://localhost:8000"
JOINER = {"name": "Sana Malik", "login": "sana.malik", "password": PASSWORD}
MAILED = {"name": "Sana Malik", "password": PASSWORD}
REASON = "Unpaid since May"


def invited(owner: Owner, email: str | None = None) -> str:
    """The path of an invitation, read where its receiver reads it."""
    made = invite(of(owner.person.id, owner.workspace.id), "agent", email)
    if email is None:
        return made.link.removeprefix(HOST)
    found = re.search(rf"{HOST}(/invitations/\S+)", last_mail(email).text)
    assert found
    return found[1]


def pause(owner: Owner) -> None:
    suspend(owner.workspace.id, reason=REASON, operator=a_person("Operator"))


def go_on(owner: Owner) -> None:
    lift(owner.workspace.id, operator=a_person("Operator"))


def seats(owner: Owner) -> int:
    with scope(owner.workspace.id):
        return Member.objects.filter(active=True).count()


def is_refused(answer: Any) -> bool:
    page = answer.content.decode()
    assert REASON not in page
    return answer.status_code == 403 and "Nobody can join now" in page and "Rose Petals" in page


@pytest.mark.parametrize(
    ("email", "fields"), [(None, JOINER), ("sana@example.com", MAILED)], ids=["link", "mail"]
)
def test_somebody_new_cannot_join_until_it_is_lifted(
    owner: Owner, browser: Browser, email: str | None, fields: dict[str, str]
) -> None:
    path = invited(owner, email)
    browser.open(path)
    pause(owner)
    assert is_refused(browser.open(path))
    assert is_refused(browser.send(path, fields))
    assert (seats(owner), Person.objects.filter(name="Sana Malik").count()) == (1, 0)
    go_on(owner)
    assert browser.send(path, fields).status_code == 302
    assert seats(owner) == 2


@pytest.mark.parametrize("email", [None, "bilal@example.com"], ids=["link", "mail"])
def test_somebody_who_is_signed_in_cannot_join_either(
    owner: Owner, browser: Browser, email: str | None
) -> None:
    other = a_business("Tea House", "bilal@example.com")
    path = invited(owner, email)
    browser.sign_in(other.person.login)
    pause(owner)
    assert is_refused(browser.open(path))
    assert is_refused(browser.send(path, {}))
    assert seats(owner) == 1
    go_on(owner)
    assert browser.send(path, {}).status_code == 303


def test_the_deed_itself_asks_under_the_lock(owner: Owner) -> None:
    token = invited(owner).rsplit("/", 1)[1]
    pause(owner)
    with pytest.raises(ReadOnly):
        join(token, a_person("Late"))
    with pytest.raises(ReadOnly):
        join_as_new(token, name="Late", login="late.one", password_hash="x")
    assert (seats(owner), Person.objects.filter(login="late.one").count()) == (1, 0)


def test_joining_and_suspending_at_once_leave_nobody_who_joined_later(owner: Owner) -> None:
    token = invited(owner).rsplit("/", 1)[1]
    sana = a_person("Sana")

    def deed(at: int) -> str:
        try:
            if at:
                pause(owner)
            else:
                join(token, sana)
        except ReadOnly:
            return "refused"
        finally:
            connections.close_all()
        return "joined"

    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(deed, range(2)))
    assert seats(owner) == (2 if said[0] == "joined" else 1)
