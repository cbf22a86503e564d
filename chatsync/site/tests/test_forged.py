"""CP-3.1: what stands for a right is ours or nothing: forged, truncated, foreign, played again.

Each kind is first shown to work; then every change of it ends at a plain page or a plain problem,
nothing is opened, and no log line holds it. Receipts of consent: privacy/tests/test_receipts.py.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import structlog
from django.core import signing

from chatsync.accounts.actions import create_person
from chatsync.config import wiring
from chatsync.inbox.actions.export import make_export
from chatsync.inbox.models import Export
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.privacy.forms import form_token
from chatsync.site.tests.stand import FORM, PASSWORD, Browser, a_business, code_in, last_mail
from chatsync.workspaces.actions.invite import invite
from chatsync.workspaces.actions.invite_business import invite_business
from chatsync.workspaces.tests.make import a_caller, a_key, a_workspace, of

assert wiring.__doc__, "exports are made as the product runs"
SESSION = "__Host-cs_session"
_HERE = "http://localhost:8000"


@dataclass
class Right:
    """Something that opens a door: what it is, how it is shown, when it was let in.

    `spend` makes it one that was used or ended; `foreign` is of the right shape and of nobody here.
    """

    secret: str
    show: Callable[[str], Any]
    is_let_in: Callable[[Any], bool]
    spend: Callable[[], object]
    foreign: str
    refusals: frozenset[int]


def a_session() -> Right:
    a_business("Rose Petals", "ayesha@example.com")
    browser = Browser()
    browser.sign_in("ayesha")

    def show(value: str) -> Any:
        visitor = Browser()
        visitor.cookies[SESSION] = value
        return visitor.open("/account")

    return Right(
        browser.cookies[SESSION].value,
        show,
        lambda answer: answer.status_code == 200,
        lambda: browser.send("/logout", {}),
        "z" * 32,
        frozenset({302}),
    )


def an_invitation() -> Right:
    owner = a_business("Rose Petals", "ayesha@example.com")
    link = invite(of(owner.person.id, owner.workspace.id), "agent", None).link
    path, _, token = link.removeprefix(_HERE).rpartition("/")
    joiner = {"name": "Sana Malik", "login": "sana.malik", "password": PASSWORD}

    def join() -> None:
        browser = Browser()
        browser.open(f"{path}/{token}")
        assert browser.send(f"{path}/{token}", joiner).status_code == 302

    return Right(
        token,
        lambda value: Browser().open(f"{path}/{value}"),
        lambda answer: answer.status_code == 200,
        join,
        f"{'0' * 32}-{'A' * 43}",
        frozenset({404}),
    )


def an_invitation_for_a_business() -> Right:
    operator = create_person(name="Omar", login="omar", password_hash="!")
    made = invite_business(operator, email="bilal@tea.example", note="Trade fair")
    path, _, token = made.link.removeprefix(_HERE).rpartition("/")

    def sign_up() -> None:
        browser = Browser()
        browser.open(f"{path}/{token}")
        browser.send(f"{path}/{token}", FORM)
        browser.send("/signup/code", {"code": code_in(last_mail(FORM["email"]))})

    return Right(
        token,
        lambda value: Browser().open(f"{path}/{value}"),
        lambda answer: answer.status_code == 200,
        sign_up,
        "A" * 43,
        frozenset({404}),
    )


def a_forms_token() -> Right:
    """It may be shown often, within its day: it proves where a form was drawn, not who sends it."""
    return Right(
        form_token(),
        lambda value: Browser().send("/preferences/theme", {"theme": "dark", "form_token": value}),
        lambda answer: answer.status_code in {302, 303},
        lambda: None,
        signing.dumps("form", key="another installation", salt="chatsync.privacy.form"),
        frozenset({403}),
    )


def a_wipe() -> Right:
    answer = Browser().send("/cookies/wipe", {"form_token": form_token()})
    path, _, proof = answer["Location"].partition("?done=")
    return Right(
        proof,
        lambda value: Browser().open(f"{path}?done={value}", "same-origin"),
        lambda answer: "Clear-Site-Data" in answer.headers,
        lambda: None,
        signing.dumps("wiped", key="another installation", salt="chatsync.privacy.wiped"),
        frozenset({404}),
    )


def an_export() -> Right:
    owner, stranger = a_caller(a_workspace()[1]), a_caller(a_workspace()[1])
    export = _exported(owner)
    return Right(
        export,
        lambda value: owner.get(f"/exports/{value}/file"),
        lambda answer: answer.status_code == 200,
        lambda: _aged(owner, export),
        _exported(stranger),
        frozenset({404}),
    )


def _exported(caller: Any) -> str:
    contact = a_conversation(caller.access, "Is rice in stock?").contact_id
    made = caller.post(f"/contacts/{contact}/exports").json()["id"]
    make_export(caller.access.workspace_id, UUID(made))
    return str(made)


def _aged(caller: Any, export: str) -> None:
    """Its day is over."""
    with scope(caller.access.workspace_id):
        Export.objects.filter(id=export).update(asked_at=now() - timedelta(hours=24, seconds=1))


def an_api_key() -> Right:
    _workspace, access = a_workspace()
    key = a_key(access)

    def show(value: str) -> Any:
        return Browser().get("/api/v1/me", headers={"Authorization": f"Bearer {value}"})

    return Right(
        key,
        show,
        lambda answer: answer.status_code == 200,
        lambda: None,
        f"{key[:-8]}AAAAAAAA",
        frozenset({401}),
    )


RIGHTS = (
    a_session,
    an_invitation,
    an_invitation_for_a_business,
    a_forms_token,
    a_wipe,
    an_export,
    an_api_key,
)
SEVERAL_TIMES = (a_forms_token, a_wipe, an_api_key)


def changed(right: Right) -> dict[str, str]:
    whole = right.secret
    last = "B" if whole[-1] != "B" else "C"
    return {
        "forged": f"{whole[:-6]}{last * 6}",
        "truncated": whole[: len(whole) // 2],
        "longer": f"{whole}{last * 40}",
        "foreign": right.foreign,
    }


@pytest.fixture(autouse=True)
def _any_sign_up(settings: Any, request: pytest.FixtureRequest) -> None:
    """Links for businesses are asked for where sign-up is by invitation."""
    if "business" in request.node.name:
        settings.SIGNUP = "invite"


@pytest.mark.parametrize("make", RIGHTS, ids=lambda make: make.__name__)
def test_whatever_is_not_ours_opens_nothing_and_is_not_logged(
    db: None, caplog: pytest.LogCaptureFixture, make: Callable[[], Right]
) -> None:
    right = make()
    assert right.is_let_in(right.show(right.secret)), "the genuine one must work"
    for name, value in changed(right).items():
        with structlog.testing.capture_logs() as lines, caplog.at_level(logging.DEBUG):
            answer = right.show(value)
        _demand_refused(right, answer, name)
        assert value not in str(lines), name
        assert not [one for one in caplog.messages if value in _without_path(one)], name


@pytest.mark.parametrize(
    "make", [it for it in RIGHTS if it not in SEVERAL_TIMES], ids=lambda make: make.__name__
)
def test_what_was_used_or_ended_opens_nothing_again(db: None, make: Callable[[], Right]) -> None:
    right = make()
    right.spend()
    _demand_refused(right, right.show(right.secret), "played again")


def _demand_refused(right: Right, answer: Any, name: str) -> None:
    assert not right.is_let_in(answer), name
    assert answer.status_code in right.refusals, (name, answer.status_code)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/login"), name
    elif "html" in answer.headers["Content-Type"]:
        assert answer.content.decode().count("<h1>") == 1, name
    else:
        assert answer.json()["detail"], name
    assert SESSION not in answer.cookies or answer.cookies[SESSION]["max-age"] == 0, name


def _without_path(message: str) -> str:
    """Django's own line on a refused page names its path; the product writes none (config/logs)."""
    return message.partition(": /")[0]
