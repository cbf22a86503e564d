"""The operator invites a business to sign up, reads what became of it, and takes it back."""

import html
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chatsync.jobs.models import Mail
from chatsync.kit.clock import moved, now
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.ops.views.invitations import PAGE
from chatsync.workspaces.models import BusinessInvitation
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")
LINK = re.compile(r"http://localhost:8000/signup/[\w-]{43}")


@pytest.fixture
def client(db: None, settings: Any) -> Any:
    settings.SIGNUP = "invite"
    return operators_browser()


def invite(client: Any, **fields: str) -> str:
    return text_of(client.post("/ops/invitations/new", fields))


def test_a_link_is_shown_once_and_not_in_the_list(client: Any) -> None:
    page = invite(client, email="", note="Met at the fair")
    link = LINK.search(page)
    assert link
    listed = text_of(client.get("/ops/invitations"))
    for shown in ("Link passed on by hand", "Met at the fair", "Omar Operator", "Works"):
        assert shown in listed
    assert link[0].rpartition("/")[2] not in listed
    assert not Mail.objects.exists()


def test_with_an_address_the_link_is_mailed(client: Any) -> None:
    page = invite(client, email="Bilal@Tea.example")
    assert "bilal@tea.example" in page
    mail = Mail.objects.get(recipient="bilal@tea.example")
    found = LINK.search(page)
    assert found
    assert found[0] in mail.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "bilal"}, "not an e-mail address"),
        ({"note": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_used_is_said_and_makes_nothing(
    client: Any, fields: dict[str, str], said: str
) -> None:
    assert said in invite(client, **fields)
    assert not BusinessInvitation.objects.exists()


def test_an_invitation_is_taken_back(client: Any) -> None:
    invite(client)
    address = f"/ops/invitations/{BusinessInvitation.objects.get().id}/revoke"
    assert "stops working at once" in text_of(client.get(address))
    assert "was taken back" in text_of(client.get(client.post(address)["Location"]))
    assert "Too late" in text_of(client.get(client.post(address)["Location"]))
    assert client.get(address).status_code == 404


def test_every_state_is_told_apart(client: Any) -> None:
    for _turn in range(4):
        invite(client)
    used, revoked, _open, expired = BusinessInvitation.objects.order_by("id")
    BusinessInvitation.objects.filter(id=used.id).update(used_at=now(), workspace_id=uuid4())
    BusinessInvitation.objects.filter(id=revoked.id).update(revoked_at=now())
    BusinessInvitation.objects.filter(id=expired.id).update(expires_at=now())
    with moved(timedelta(seconds=1)):
        page = text_of(client.get("/ops/invitations"))
    states = re.findall(r">(Works|Used|Taken back|Expired)<", page)
    assert states == ["Expired", "Works", "Taken back", "Used"]
    assert page.count("The workspace made with it") == 1


@pytest.mark.parametrize(
    ("mode", "said"), [("open", "Sign-up is open"), ("closed", "no link opens")]
)
def test_elsewhere_the_page_says_why_there_is_nothing_to_make(
    client: Any, settings: Any, mode: str, said: str
) -> None:
    settings.SIGNUP = mode
    page = text_of(client.get("/ops/invitations"))
    assert said in page
    assert "/ops/invitations/new" not in page
    assert client.post("/ops/invitations/new", {}).status_code == 404


def test_pages_follow_one_another_and_a_false_cursor_is_refused(client: Any) -> None:
    for turn in range(PAGE + 1):
        BusinessInvitation.objects.create(
            digest=turn.to_bytes(32), note=f"note-{turn}.", expires_at=now()
        )
    first = text_of(client.get("/ops/invitations"))
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = text_of(client.get(f"/ops/invitations{html.unescape(onward[1])}"))
    shown = re.findall(r"note-(\d+)\.", first + second)
    assert shown == [str(turn) for turn in reversed(range(PAGE + 1))]
    assert client.get("/ops/invitations?after=x").status_code == 400


def test_a_deed_asks_first_who_is_there(client: Any) -> None:
    invite(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    it = BusinessInvitation.objects.get()
    for path in ("new", f"{it.id}/revoke"):
        answer = client.post(f"/ops/invitations/{path}", {})
        assert answer["Location"].startswith("/account/confirm?next=")
    assert BusinessInvitation.objects.get().revoked_at is None


def test_a_script_in_a_note_is_words(client: Any) -> None:
    invite(client, note="<script>go()</script>")
    assert "<script>go" not in text_of(client.get("/ops/invitations"))


def test_the_pages_speak_urdu(client: Any) -> None:
    client.cookies["__Host-cs_locale"] = "ur"
    made = invite(client, email="a@b.example")
    it = BusinessInvitation.objects.get()
    for page in (
        made,
        text_of(client.get("/ops/invitations")),
        text_of(client.get("/ops/invitations/new")),
        text_of(client.get(f"/ops/invitations/{it.id}/revoke")),
    ):
        assert is_in_urdu(page)
        assert not re.search(r"Invit|Works|Make the|\bonce\b", page)
