"""CP-5.2: one action ends the session and takes everything of ours away, in two answers."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from chatsync.accounts.models import Person, TrustedBrowser
from chatsync.privacy.forms import form_token
from chatsync.privacy.registry import COOKIES
from chatsync.privacy.tests.visitor import Visitor
from chatsync.site.tests.stand import a_business


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor()


def wipe(visitor: Visitor, path: str = "/cookies/wipe", **more: Any) -> Any:
    return visitor.send(path, {"form_token": form_token(), **more.pop("fields", {})}, **more)


def result(visitor: Visitor, address: str, site: str = "same-origin") -> Any:
    return visitor.open(address, site=site)


def test_the_first_answer_expires_every_cookie_of_ours_by_name(visitor: Visitor) -> None:
    answer = wipe(visitor)
    assert answer.status_code == 303
    assert set(COOKIES) <= set(answer.cookies)
    for morsel in answer.cookies.values():
        line = morsel.OutputString()
        assert "Max-Age=0" in line
        for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            assert flag in line
    assert "Clear-Site-Data" not in answer.headers


def test_what_does_not_belong_to_us_is_expired_too(visitor: Visitor) -> None:
    visitor.cookies["_vendor.1"] = "x"
    assert wipe(visitor).cookies["_vendor.1"]["max-age"] == 0


def test_the_second_answer_clears_the_site_and_sets_nothing(visitor: Visitor) -> None:
    answer = result(visitor, wipe(visitor)["Location"])
    assert answer["Clear-Site-Data"] == '"cookies", "storage"'
    assert not answer.cookies
    page = answer.content.decode()
    assert "This browser is wiped" in page
    assert "No cookie came with this page any more" in page


def test_choosing_a_theme_afterwards_does_not_wipe_again(visitor: Visitor) -> None:
    page = result(visitor, wipe(visitor)["Location"]).content.decode()
    assert set(re.findall(r'name="next" value="([^"]*)"', page)) == {"/cookies/preferences"}


def test_the_second_answer_names_what_still_arrives(visitor: Visitor) -> None:
    address = wipe(visitor)["Location"]
    visitor.cookies["stubborn"] = "x"
    assert "stubborn" in result(visitor, address).content.decode()


def test_somebody_signed_in_is_told_what_is_lost_and_then_signed_out(visitor: Visitor) -> None:
    owner = a_business("Rose Petals", "ayesha@example.com")
    visitor.sign_in("ayesha")
    page = visitor.page("/cookies/preferences")
    assert owner.person.name in page
    assert "Replies you began are kept on the server" in page
    key = visitor.cookies["__Host-cs_session"].value
    wipe(visitor)
    assert not Session.objects.filter(session_key=key).exists()
    stolen = Client(headers={"Cookie": f"__Host-cs_session={key}"})
    assert stolen.get("/api/v1/me").status_code == 401


def test_somebody_held_back_may_still_decide_and_wipe(visitor: Visitor) -> None:
    person = a_business("Rose Petals", "ayesha@example.com").person
    visitor.sign_in("ayesha")
    Person.objects.filter(id=person.id).update(must_change_password=True)
    assert visitor.open("/account").status_code == 302
    assert visitor.open("/cookies/preferences").status_code == 200
    assert wipe(visitor)["Location"].startswith("/cookies/wiped?")


def test_trust_in_the_browser_ends_on_the_server(visitor: Visitor) -> None:
    visitor.cookies["__Host-cs_trusted"] = "never-known"
    assert wipe(visitor).status_code == 303
    assert not TrustedBrowser.objects.exists()


def test_a_link_clears_nothing(visitor: Visitor) -> None:
    real = wipe(visitor)["Location"]
    forged = ("/cookies/wiped", "/cookies/wiped?done=forged")
    for address, site in (
        (real, "cross-site"),
        (real, "none"),
        *((it, "same-origin") for it in forged),
    ):
        answer = result(visitor, address, site)
        assert "Clear-Site-Data" not in answer.headers
        assert answer.status_code == 404
        assert "Nothing was wiped" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "headers"),
    [({"form_token": "x"}, {}), ({}, {"Origin": "https://evil.example"})],
)
def test_another_site_cannot_wipe(
    visitor: Visitor, fields: dict[str, str], headers: dict[str, str]
) -> None:
    answer = wipe(visitor, fields=fields, headers=headers)
    assert (answer.status_code, len(answer.cookies)) == (403, 0)


def test_urdu_stays_urdu(visitor: Visitor) -> None:
    page = visitor.page("/ur/cookies/preferences")
    actions = re.findall(r'action="([^"]*)"', page)
    assert "/ur/cookies/wipe" in actions
    assert wipe(visitor, "/ur/cookies/wipe")["Location"].startswith("/ur/cookies/wiped?")
