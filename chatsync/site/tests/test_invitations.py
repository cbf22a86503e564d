"""Joining by invitation: every kind of arrival, the last seat, and tokens that do not work."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connections

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.site.tests.stand import PASSWORD, Browser, Owner, a_business, last_mail, levelled
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.invite import invite, renew_invitation, revoke_invitation
from chatsync.workspaces.models import Invitation, Member, Workspace
from chatsync.workspaces.tests.make import of

JOINER = {"name": "Sana Malik", "login": "sana.malik", "password": PASSWORD}


def _access(owner: Owner) -> Access:
    return of(owner.person.id, owner.workspace.id)


def _path(owner: Owner, role: str = "agent", email: str | None = None) -> str:
    made = invite(_access(owner), role, email)
    return made.link.removeprefix("http://localhost:8000")


def _mailed(address: str) -> str:
    found = re.search(r"http://localhost:8000(/invitations/\S+)", last_mail(address).text)
    assert found
    return found[1]


def _seats(owner: Owner) -> list[tuple[str, str]]:
    with scope(owner.workspace.id):
        rows = Member.objects.filter(active=True).order_by("id").select_related("person")
        return [(row.person.name, row.role) for row in rows]


def _limit(owner: Owner, seats: int) -> None:
    with scope(owner.workspace.id):
        Workspace.objects.filter(id=owner.workspace.id).update(staff_limit=seats)


def test_somebody_without_mail_joins_by_a_link_and_lands_in_the_inbox(
    owner: Owner, browser: Browser
) -> None:
    path = _path(owner)
    page = browser.open(path)
    assert "Rose Petals" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    answer = browser.send(path, JOINER)
    assert answer["Location"] == f"/w/{owner.workspace.org}/inbox"
    assert _seats(owner)[-1] == ("Sana Malik", "agent")
    assert browser.open("/w")["Location"] == answer["Location"]
    assert Browser().sign_in("sana.malik")["Location"] == "/w"


def test_opening_the_page_uses_nothing(owner: Owner, browser: Browser) -> None:
    path = _path(owner)
    for _time in range(3):
        assert browser.open(path).status_code == 200
    assert len(_seats(owner)) == 1


def test_a_mailed_invitation_gives_the_new_person_that_address(
    owner: Owner, browser: Browser
) -> None:
    _path(owner, "manager", "Sana@Example.com")
    path = _mailed("sana@example.com")
    page = browser.open(path).content.decode()
    assert 'name="login"' not in page
    browser.send(path, {"name": "Sana", "password": PASSWORD})
    assert Person.objects.get(name="Sana").email == "sana@example.com"
    assert _seats(owner)[-1] == ("Sana", "manager")


def test_a_mailed_invitation_waits_for_the_person_who_has_the_address(
    owner: Owner, browser: Browser
) -> None:
    other = a_business("Tea House", "bilal@example.com")
    _path(owner, "agent", "bilal@example.com")
    path = _mailed("bilal@example.com")
    assert "/login?next=" in browser.open(path).content.decode()
    browser.open("/login")
    browser.send(path, {"name": "Thief", "password": PASSWORD})
    assert len(_seats(owner)) == 1
    browser.sign_in(other.person.login)
    assert browser.send(path, {})["Location"] == f"/w/{owner.workspace.org}/inbox"
    assert _seats(owner)[-1] == (other.person.name, "agent")


def test_somebody_else_is_told_that_it_is_not_for_them(owner: Owner, browser: Browser) -> None:
    other = a_business("Tea House", "bilal@example.com")
    _path(owner, "agent", "sana@example.com")
    path = _mailed("sana@example.com")
    browser.sign_in(other.person.login)
    for answer in (browser.open(path), browser.send(path, {})):
        assert answer.status_code == 403
        assert "for somebody else" in answer.content.decode()
        assert "sana@example.com" not in answer.content.decode()
    assert len(_seats(owner)) == 1


def test_a_member_is_told_so_and_the_invitation_stays(owner: Owner, browser: Browser) -> None:
    browser.sign_in(owner.person.login)
    path = _path(owner)
    assert "already" in browser.send(path, {}).content.decode()
    assert Browser().open(path).status_code == 200


def test_a_former_member_gets_the_seat_back_with_the_new_role(
    owner: Owner, browser: Browser
) -> None:
    browser.open(path := _path(owner))
    browser.send(path, JOINER)
    with scope(owner.workspace.id):
        Member.objects.filter(person__login="sana.malik").update(active=False)
    assert browser.send(_path(owner, "manager"), {}).status_code == 303
    assert _seats(owner)[-1] == ("Sana Malik", "manager")


def test_tokens_that_do_not_work_answer_alike(owner: Owner, browser: Browser) -> None:
    access = _access(owner)
    used, old, back, again = (invite(access, "agent", None) for _number in range(4))
    (joiner := Browser()).open(used.link)
    joiner.send(used.link.removeprefix("http://localhost:8000"), JOINER)
    revoke_invitation(access, back.invitation.id)
    renew_invitation(access, again.invitation.id)
    with scope(owner.workspace.id):
        Invitation.objects.filter(id=old.invitation.id).update(
            expires_at=now() - timedelta(seconds=1)
        )
    unknown = f"/invitations/{owner.workspace.id.hex}-{'A' * 43}"
    nowhere = f"/invitations/{'0' * 32}-{'A' * 43}"
    dead = [it.link.removeprefix("http://localhost:8000") for it in (used, old, back, again)]
    pages = [_level(browser.open(path)) for path in [*dead, unknown, nowhere, "/invitations/x"]]
    assert pages[0][0] == 404
    assert len(set(pages)) == 1


def _level(answer: Any) -> tuple[int, str]:
    """Without what differs in every page: the address itself and one-time tokens."""
    text = re.sub(r"/invitations/[\w-]+", "", levelled(answer.content.decode()))
    return answer.status_code, text


def test_a_sign_in_name_that_is_taken_keeps_what_was_typed(owner: Owner, browser: Browser) -> None:
    path = _path(owner)
    browser.open(path)
    answer = browser.send(path, {**JOINER, "login": owner.person.login})
    assert answer.status_code == 200
    assert "Sana Malik" in answer.content.decode()
    assert browser.send(path, JOINER).status_code == 302


def test_two_who_accept_the_last_seat_at_once_share_it_not(owner: Owner) -> None:
    _limit(owner, 2)
    paths = [_path(owner), _path(owner)]

    def accept(number: int) -> Any:
        try:
            browser = Browser()
            browser.open(paths[number])
            return browser.send(paths[number], {**JOINER, "login": f"sana{number}"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(accept, range(2)), key=lambda it: it.status_code)
    assert [it.status_code for it in answers] == [302, 409]
    assert "All seats are taken" in answers[1].content.decode()
    assert len(_seats(owner)) == 2
    assert Person.objects.filter(login__startswith="sana").count() == 1


def test_one_link_pressed_twice_at_once_makes_one_member(owner: Owner) -> None:
    path = _path(owner)

    def accept(number: int) -> int:
        try:
            browser = Browser()
            browser.open(path)
            return int(browser.send(path, {**JOINER, "login": f"sana{number}"}).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(accept, range(2))) == [302, 404]
    assert len(_seats(owner)) == 2


def test_an_arrival_from_a_mail_program_goes_on_by_itself(owner: Owner, browser: Browser) -> None:
    path = _path(owner)
    page = browser.open(path, "cross-site")
    assert f'content="0;url={path}"' in page.content.decode()
    assert not page.cookies
