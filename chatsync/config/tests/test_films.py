"""A film is loaded by the page itself: its address names the workspace, nothing else moves."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chatsync.accounts.models import Person
from chatsync.channels.tests.sound_and_film import an_mp4
from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.ids import org_id
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


def browser(access: Access) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=access.person_id))
    return client


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def film(owner: Access) -> UUID:
    talk = a_conversation(owner)
    file = SimpleUploadedFile("pot.mp4", an_mp4())
    made = a_caller(owner).client.post("/api/v1/media", {"file": file}).json()
    with scope(owner.workspace_id):
        Message.objects.filter(conversation=talk).update(media_id=made["id"])
    return UUID(made["id"])


def watch(client: Client, film: UUID, org: str | None, **more: Any) -> Any:
    asked = {} if org is None else {"workspace": org}
    return client.get(f"/api/v1/media/{film}", asked, **more)


def test_a_part_of_a_film_is_served_to_the_page_that_shows_it(owner: Access, film: UUID) -> None:
    page, org = browser(owner), org_id(owner.workspace_id)
    part = watch(page, film, org, headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, an_mp4()[:10])
    assert watch(page, film, None).status_code == 400
    assert watch(Client(), film, org).status_code == 401


def test_no_address_shows_what_is_not_ones_own(owner: Access, film: UUID) -> None:
    _shop, stranger = a_workspace("Lahore")
    ours, theirs = org_id(owner.workspace_id), org_id(stranger.workspace_id)
    refusals = [
        watch(browser(stranger), film, ours),
        watch(browser(stranger), film, theirs),
        watch(browser(owner), film, theirs),
        watch(browser(owner), film, "org_x"),
    ]
    assert {refusal.status_code for refusal in refusals} == {404}
    with scope(owner.workspace_id):
        shop = type(_shop).objects.get(id=owner.workspace_id)
    assert watch(browser(a_member(shop)), film, ours).status_code == 404


def test_only_this_door_reads_the_workspace_from_the_address(owner: Access, film: UUID) -> None:
    page, org = browser(owner), org_id(owner.workspace_id)
    for path in ("conversations", "me", f"media/{film}/thumbnail"):
        assert page.get(f"/api/v1/{path}", {"workspace": org}).status_code == 400
