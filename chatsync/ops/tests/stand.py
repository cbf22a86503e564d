"""An operator, and browsers of people who are none."""

from typing import Any

from chatsync.accounts.actions import create_person, enroll_totp
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.tests.people import PASSWORD, code_now, confirm, sign_in
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import AuditEvent, AuditTold, Workspace


def an_operator(login: str = "root") -> tuple[Person, str]:
    """Somebody who operates, and the secret of their app with codes."""
    person = create_person(
        name="Omar Operator",
        login=login,
        email=f"{login}@operator.example",
        password_hash=hash_password(PASSWORD),
    )
    Person.objects.filter(id=person.id).update(is_operator=True)
    return person, enroll_totp(person.id)


def operators_browser(*, confirmed: bool = True) -> Any:
    """A browser in which an operator signed in with both factors."""
    _person, secret = an_operator()
    client = sign_in("root")
    client.post("/login/code", {"code": code_now(secret)})
    if confirmed:
        confirm(client)
    return client


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.headers)
    return str(answer.content.decode())


def told_of(workspace: Workspace) -> list[tuple[str, str, dict[str, Any], str]]:
    """The acts of a workspace's audit log: kind of actor, act, details, the actor's name."""
    with scope(workspace.id):
        names = dict(AuditTold.objects.filter(part="actor").values_list("event_id", "text"))
        return [
            (it.actor_kind, it.action, it.details, names[it.id])
            for it in AuditEvent.objects.order_by("seq")
        ]
