"""Builders: people, workspaces, members, keys."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from chatsync.accounts.models import Person
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access, access_of_person
from chatsync.workspaces.actions import create_api_key, create_workspace
from chatsync.workspaces.models import Member, Role, Workspace


def a_person(name: str = "Ayesha") -> Person:
    login = f"{name.lower()}-{uuid4().hex[:8]}"
    return Person.objects.create(login=login, name=name, password="!")


def a_workspace(name: str = "Karachi Kitchen", **changes: Any) -> tuple[Workspace, Access]:
    """A workspace and its owner's access."""
    owner = a_person(f"{name.lower()[:6].strip()}-owner")
    workspace = create_workspace(name=name, owner=owner, phone="+922135870000")
    if changes:
        with scope(workspace.id):
            Workspace.objects.filter(id=workspace.id).update(**changes)
    return workspace, of(owner.id, workspace.id)


def a_member(workspace: Workspace, role: str = Role.AGENT, name: str = "Bilal") -> Access:
    person = a_person(name)
    with scope(workspace.id):
        Member.objects.create(person=person, role=role)
    return of(person.id, workspace.id)


def of(person_id: UUID, workspace_id: UUID) -> Access:
    access = access_of_person(person_id, workspace_id)
    assert access is not None
    return access


def a_key(access: Access) -> str:
    with scope(access.workspace_id):
        return create_api_key(member_id=access.member_id, name="Test")[1]


@dataclass
class Caller:
    """Calls the API with a key, as a program of this member would."""

    access: Access
    key: str

    def __post_init__(self) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {self.key}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def put(self, path: str, body: Any = None) -> Any:
        return self._send("put", path, body, {})

    def delete(self, path: str) -> Any:
        return self._send("delete", path, None, {})

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        call = getattr(self.client, method)
        return call(
            f"/api/v1{path}",
            data={} if body is None else body,
            content_type="application/json",
            headers=headers,
        )


def a_caller(access: Access) -> Caller:
    return Caller(access, a_key(access))
