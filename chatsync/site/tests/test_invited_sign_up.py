"""Signing up with an operator's link: once, in time, and only where sign-up is by invitation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from chatsync.accounts.actions import create_person
from chatsync.accounts.models import Person
from chatsync.kit.clock import moved
from chatsync.kit.ids import org_id
from chatsync.site.tests.stand import FORM, Browser, Owner, code_in, last_mail
from chatsync.workspaces.actions.invite_business import (
    MadeForBusiness,
    invite_business,
    revoke_business_invitation,
)
from chatsync.workspaces.models import BusinessInvitation
from chatsync.workspaces.tokens import digest_of_token


@pytest.fixture(autouse=True)
def _by_invitation(settings: Any) -> None:
    settings.SIGNUP = "invite"


@pytest.fixture
def made(db: None) -> MadeForBusiness:
    operator = create_person(name="Omar", login="omar", password_hash="!")
    return invite_business(operator, email="Bilal@tea.example".lower(), note="Trade fair")


def path_of(made: MadeForBusiness) -> str:
    return made.link.removeprefix("http://localhost:8000")


def begin(browser: Browser, made: MadeForBusiness, email: str = FORM["email"]) -> str:
    """Fill in the form of the link; returns the code of the mail."""
    browser.open(path_of(made))
    answer = browser.send(path_of(made), {**FORM, "email": email})
    assert answer["Location"] == "/signup/code", answer.content.decode()
    return code_in(last_mail(email))


def test_the_link_opens_the_form_and_makes_one_workspace(
    browser: Browser, made: MadeForBusiness
) -> None:
    arrival = browser.open(path_of(made), "cross-site")
    page = browser.open(path_of(made))
    assert {arrival["Referrer-Policy"], page["Referrer-Policy"]} == {"same-origin"}
    assert f'action="{path_of(made)}"' in page.content.decode()
    assert 'value="bilal@tea.example"' in page.content.decode()
    answer = browser.send("/signup/code", {"code": begin(browser, made)})
    it = BusinessInvitation.objects.get()
    assert it.workspace_id
    assert answer["Location"] == f"/w/{org_id(it.workspace_id)}/settings/channels"
    assert it.used_at
    assert_gone(Browser(), path_of(made))


def assert_gone(browser: Browser, path: str) -> None:
    browser.open("/login")  # brings the cookie that forms need
    for answer in (browser.open(path), browser.send(path, FORM)):
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "This invitation does not work" in page
        assert "<form" not in page.split("<main")[1].split("<footer")[0]


def test_only_a_digest_is_stored_and_the_mail_holds_the_link(made: MadeForBusiness) -> None:
    token = made.link.rpartition("/")[2]
    row = BusinessInvitation.objects.values().get()
    assert bytes(row["digest"]) == digest_of_token(token)
    assert token not in str({name: value for name, value in row.items() if name != "digest"})
    mail = last_mail("bilal@tea.example")
    assert made.link in mail.text
    assert mail.kind == "business_invitation"


def test_expired_revoked_and_forged_links_look_alike(
    browser: Browser, made: MadeForBusiness
) -> None:
    with moved(timedelta(hours=72, seconds=5)):
        assert_gone(browser, path_of(made))
    assert browser.open(path_of(made)).status_code == 200
    for forged in ("A" * 43, "A" * 42, "x", "%00", f"{path_of(made)[8:-1]}_"):
        assert_gone(browser, f"/signup/{forged}")
    assert revoke_business_invitation(made.invitation.id)
    assert not revoke_business_invitation(made.invitation.id)
    assert_gone(browser, path_of(made))


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_sign_up_does_not_finish_once_its_invitation_is_over(
    browser: Browser, made: MadeForBusiness, how: str
) -> None:
    code = begin(browser, made)
    if how == "revoked":
        revoke_business_invitation(made.invitation.id)
    else:
        BusinessInvitation.objects.update(expires_at=made.invitation.made_at)
    answer = browser.send("/signup/code", {"code": code})
    assert answer.status_code == 404
    assert "This invitation does not work" in answer.content.decode()
    assert Person.objects.count() == 1


def test_of_two_at_once_one_wins_and_the_other_is_told(made: MadeForBusiness) -> None:
    browsers = [Browser(), Browser()]
    codes = [begin(it, made, f"owner{turn}@x.example") for turn, it in enumerate(browsers)]

    def finish(turn: int) -> Any:
        try:
            return browsers[turn].send("/signup/code", {"code": codes[turn]})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(finish, range(2)), key=lambda it: it.status_code)
    assert [it.status_code for it in answers] == [302, 404]
    assert "This invitation does not work" in answers[1].content.decode()
    assert Person.objects.filter(email__endswith="@x.example").count() == 1


def test_an_address_that_was_taken_meanwhile_leaves_the_invitation(
    browser: Browser, made: MadeForBusiness
) -> None:
    code = begin(browser, made)
    create_person(name="B", email=FORM["email"], password_hash="!")
    assert browser.send("/signup/code", {"code": code}).status_code == 409
    assert BusinessInvitation.objects.get().used_at is None


def test_closed_stays_closed_and_open_needs_none(
    browser: Browser, made: MadeForBusiness, settings: Any
) -> None:
    settings.SIGNUP = "closed"
    assert "Sign-up is closed" in browser.open(path_of(made)).content.decode()
    settings.SIGNUP = "open"
    assert browser.open(path_of(made))["Location"] == "/signup"
    settings.SIGNUP = "invite"
    page = browser.open("/signup").content.decode()
    assert "Open the link that you got" in page
    assert BusinessInvitation.objects.get().used_at is None


def test_somebody_who_is_signed_in_is_told(owner: Owner, made: MadeForBusiness) -> None:
    browser = Browser()
    browser.sign_in(owner.person.login)
    assert "You are signed in" in browser.open(path_of(made)).content.decode()
