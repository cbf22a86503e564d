"""Somebody who signs in gets their data as a file, and deletes their account for good."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from chatsync.accounts.deleting import erase_account
from chatsync.accounts.models import OwnExport, Person, SignIn
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, confirm, is_in, sign_in
from chatsync.config import wiring
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.inbox.actions.own_things import delete_own_things
from chatsync.inbox.models import Conversation, Draft, Note, QuickReply
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.privacy.purging import purge
from chatsync.site.own_data import make_own_export
from chatsync.workspaces.access import Access, access_of_person
from chatsync.workspaces.actions.closing import close_workspace
from chatsync.workspaces.actions.leave_for_good import (
    LastOne,
    delete_own_account,
    erase_person_everywhere,
)
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import Member, Role, Workspace
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace, of
from tests.support.dump import places_of

assert wiring.__doc__, "leaving frees what somebody holds"
pytestmark = pytest.mark.usefixtures("db")
MARK = "Zarghuna Quokka"
ADDRESS = "zarghuna@quokka.example"


@pytest.fixture
def shop() -> Access:
    return a_workspace("Karachi Kitchen")[1]


@pytest.fixture
def agent(shop: Access) -> Access:
    """Somebody with an address whose name is found nowhere else."""
    with scope(shop.workspace_id):
        access = a_member(Workspace.objects.get(), name="zq")
    Person.objects.filter(id=access.person_id).update(
        name=MARK, email=ADDRESS, login="zarghuna", password=hash_password(PASSWORD)
    )
    return access


def browser(login: str = "zarghuna") -> Client:
    """Signed in, and confirmed just now."""
    client = sign_in(login)
    confirm(client)
    return client


def delete(client: Client, typed: str = "zarghuna") -> Any:
    return client.post("/account/delete", {"login": typed})


def archive_of(client: Client) -> ZipFile:
    assert client.post("/account/data").status_code == 302
    made = OwnExport.objects.get()
    make_own_export(made.id)
    answer = client.get(f"/account/data/{made.id}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return ZipFile(io.BytesIO(answer.content))


def test_the_file_holds_account_seats_and_log_and_counts_what_they_wrote(
    shop: Access, agent: Access
) -> None:
    talk = a_conversation(shop)
    with scope(shop.workspace_id):
        Note.objects.create(conversation=talk, author_id=agent.member_id, text="The shop's words")
    a_caller(agent)
    archive = archive_of(browser())
    account = json.loads(archive.read("account.json"))
    assert (account["name"], account["email"]) == (MARK, ADDRESS)
    assert len(account["signed_in_browsers"]) == 1
    (name,) = [it for it in archive.namelist() if it.startswith("org_") and "-log-" not in it]
    told = json.loads(archive.read(name))
    assert (told["name"], told["role"]) == ("Karachi Kitchen", "agent")
    assert told["written"]["notes"]["count"] == 1
    assert told["api_keys"][0]["name"] == "Test"
    whole = b"".join(archive.read(it) for it in archive.namelist())
    assert b"The shop's words" not in whole
    assert b"argon2" not in whole
    assert MARK in archive.read("index.html").decode()


def test_the_file_is_theirs_alone_and_gone_after_a_day(shop: Access, agent: Access) -> None:
    archive_of(browser())
    made = OwnExport.objects.get()
    Person.objects.filter(id=shop.person_id).update(password=hash_password(PASSWORD))
    owner = browser(Person.objects.get(id=shop.person_id).login)
    assert owner.get(f"/account/data/{made.id}").status_code == 404
    with moved(timedelta(hours=25)):
        purge()
    assert not OwnExport.objects.exists()
    assert browser().get(f"/account/data/{made.id}").status_code == 404


@pytest.mark.parametrize("path", ["/account/data", "/account/delete"])
def test_whoever_did_not_confirm_is_asked_first(agent: Access, path: str) -> None:
    assert sign_in("zarghuna").get(path)["Location"].startswith("/account/confirm")


def test_nothing_of_a_deleted_person_is_left(
    shop: Access, agent: Access, database_urls: DatabaseUrls
) -> None:
    talk = a_conversation(shop, assignee_id=agent.member_id)
    with scope(shop.workspace_id):
        QuickReply.objects.create(member_id=agent.member_id, name="Mine", text=f"Salam, {MARK}")
        QuickReply.objects.create(name="Ours", text="Salam")
        Draft.objects.create(conversation=talk, member_id=agent.member_id, text=MARK)
    client = browser()
    archive_of(client)
    assert set(places_of(database_urls, MARK)) >= {"accounts_person"}
    answer = delete(client)
    assert answer["Location"] == "/account/deleted"
    assert not is_in(client)
    assert access_of_person(agent.person_id, agent.workspace_id) is None
    with scope(shop.workspace_id):
        assert Conversation.objects.get(id=talk.id).assignee_id is None
    delete_own_things(agent.person_id)
    erase_person_everywhere(agent.person_id)
    with scope(shop.workspace_id):
        assert QuickReply.objects.get().name == "Ours"
    for mark in (MARK, ADDRESS, "zarghuna"):
        assert places_of(database_urls, mark) == {}
    assert verify(shop.workspace_id).broken_at is None
    left = Person.objects.get(id=agent.person_id)
    assert (left.name, left.email, left.is_active) == ("Former colleague", None, False)
    assert not SignIn.objects.filter(person=left).exists()
    assert "deleted" in client.get("/account/deleted").content.decode()


def test_whoever_is_in_no_history_leaves_no_row() -> None:
    person = Person.objects.create(login="nobody", name=MARK, password="!")
    Person.objects.filter(id=person.id).update(is_active=False, deleted_at="2026-01-01T00:00Z")
    erase_account(person.id)
    assert not Person.objects.filter(id=person.id).exists()


def test_a_deleted_person_signs_in_nowhere(agent: Access) -> None:
    delete(browser())
    assert not is_in(sign_in("zarghuna"))


@pytest.mark.parametrize("typed", ["", "somebody", "zarghun"])
def test_without_the_sign_in_name_nothing_is_deleted(agent: Access, typed: str) -> None:
    client = browser()
    assert delete(client, typed).status_code == 200
    assert is_in(client)


def test_the_last_owner_hands_over_or_closes_first(shop: Access) -> None:
    Person.objects.filter(id=shop.person_id).update(
        login="zarghuna", password=hash_password(PASSWORD)
    )
    client = browser()
    assert "Karachi Kitchen" in client.get("/account/delete").content.decode()
    assert delete(client).status_code == 200
    assert is_in(client)
    assert of(shop.person_id, shop.workspace_id).role == Role.OWNER
    close_workspace(of(shop.person_id, shop.workspace_id), "Karachi Kitchen")
    assert delete(client).status_code == 302
    with scope(shop.workspace_id):
        assert not Member.objects.filter(active=True).exists()


def test_the_last_operator_stays(agent: Access) -> None:
    Person.objects.filter(id=agent.person_id).update(is_operator=True)
    with pytest.raises(LastOne, match="only operator"):
        delete_own_account(Person.objects.get(id=agent.person_id))
    assert of(agent.person_id, agent.workspace_id).role == Role.AGENT
