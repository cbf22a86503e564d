import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from chatsync.accounts.models import Person
from chatsync.kit import clock
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.site.tests.stand import FORM, Browser, Owner, code_in, last_mail
from chatsync.workspaces.models import Member, Workspace

CLOSED = {"closed": "Sign-up is closed", "invite": "Sign-up is by invitation"}


def ask_for_a_code(browser: Browser, **changed: str) -> str:
    browser.open("/signup")
    answer = browser.send("/signup", {**FORM, **changed})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == "/signup/code"
    return code_in(last_mail(changed.get("email", FORM["email"])))


def test_a_business_signs_up_and_lands_where_it_connects_its_number(browser: Browser) -> None:
    code = ask_for_a_code(browser)
    answer = browser.send("/signup/code", {"code": code.lower().replace("-", " ")})
    org = answer["Location"].split("/")[2]
    assert answer["Location"] == f"/w/{org}/settings/channels"
    workspace_id = workspace_uuid(org)
    assert workspace_id
    assert workspace_id.version == 4
    with scope(workspace_id):
        workspace = Workspace.objects.get(id=workspace_id)
        assert (workspace.name, workspace.phone) == ("Karachi Tea House", "+923001234567")
        assert (workspace.time_zone, workspace.locale) == ("Asia/Karachi", "en")
        member = Member.objects.get()
    assert (member.role, member.person.email) == ("owner", "bilal@example.com")
    assert browser.open("/w")["Location"] == f"/w/{org}/inbox"


def test_nothing_is_stored_before_the_code_is_typed(browser: Browser) -> None:
    ask_for_a_code(browser)
    assert not Person.objects.exists()
    assert browser.open("/w")["Location"].startswith("/login")


def test_everything_typed_stays_but_the_password_when_one_field_is_wrong(browser: Browser) -> None:
    browser.open("/signup")
    answer = browser.send("/signup", {**FORM, "phone": "12"})
    page = answer.content.decode()
    assert "This is not a complete phone number. It looks like \u2066+92" in page
    for name in ("business", "name", "email"):
        assert f'value="{FORM[name]}"' in page
    assert FORM["password"] not in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("phone", ["+14155552671", "+91 98765 43210"])
def test_numbers_of_other_countries_are_told_which_ones_may_sign_up(
    browser: Browser, phone: str
) -> None:
    browser.open("/signup")
    page = browser.send("/signup", {**FORM, "phone": phone}).content.decode()
    assert "Sign-up is open for numbers that begin with \u2066+92\u2069." in page


def test_a_known_address_gets_the_same_answer_and_its_owner_a_mail(
    owner: Owner, browser: Browser
) -> None:
    browser.open("/signup")
    answer = browser.send("/signup", {**FORM, "email": "Ayesha@example.com"})
    assert (answer.status_code, answer["Location"]) == (302, "/signup/code")
    other = Browser()
    ask_for_a_code(other)
    known = browser.open("/signup/code").content.decode()
    fresh = other.open("/signup/code").content.decode()
    assert _bare(known, "ayesha@example.com") == _bare(fresh, "bilal@example.com")
    assert "already belongs to your account" in last_mail("ayesha@example.com").text
    wrong = browser.send("/signup/code", {"code": "BCDF-GHJK"})
    assert "This code is wrong" in wrong.content.decode()


def _bare(page: str, address: str) -> str:
    """A page without its address and its tokens."""
    lines = page.replace(address, "ADDRESS").splitlines()
    return "\n".join(line for line in lines if "token" not in line and "nonce" not in line)


def test_a_code_is_good_for_ten_minutes(browser: Browser) -> None:
    code = ask_for_a_code(browser)
    with clock.moved(timedelta(minutes=10, seconds=5)):
        late = browser.send("/signup/code", {"code": code})
        assert "over ten minutes old" in late.content.decode()
        assert browser.send("/signup/code", {"another": "1"}).status_code == 302
        fresh = code_in(last_mail(FORM["email"]))
        assert "/settings/channels" in browser.send("/signup/code", {"code": fresh})["Location"]


def test_five_wrong_tries_spend_a_code(browser: Browser) -> None:
    code = ask_for_a_code(browser)
    for _try in range(5):
        assert "code is wrong" in browser.send("/signup/code", {"code": "XXXX"}).content.decode()
    spent = browser.send("/signup/code", {"code": code}).content.decode()
    assert "Too many wrong tries. Ask for another code." in spent
    assert not Person.objects.exists()


def test_a_burst_of_wrong_codes_is_counted_in_the_shared_cache(browser: Browser) -> None:
    ask_for_a_code(browser)

    def guess(_number: int) -> str:
        try:
            return str(browser.send("/signup/code", {"code": "XXXX"}).content.decode())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        pages = list(threads.map(guess, range(12)))
    assert sum("This code is wrong" in page for page in pages) <= 5


def test_four_codes_are_sent_at_most(browser: Browser) -> None:
    ask_for_a_code(browser)
    answers = [browser.send("/signup/code", {"another": "1"}).status_code for _ in range(4)]
    assert answers[:2] == [302, 302]
    assert 429 in answers


def test_the_second_of_two_browsers_with_one_address_is_told(browser: Browser) -> None:
    code = ask_for_a_code(browser)
    other = Browser()
    second = ask_for_a_code(other)
    browser.send("/signup/code", {"code": code})
    answer = other.send("/signup/code", {"code": second})
    assert answer.status_code == 409
    assert "This address already signs in here" in answer.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("mode", ["closed", "invite"])
def test_a_closed_installation_says_so(browser: Browser, settings: object, mode: str) -> None:
    settings.SIGNUP = mode  # type: ignore[attr-defined]
    answer = browser.open("/signup")
    assert answer.status_code == 200
    assert CLOSED[mode] in answer.content.decode()
    assert "<form" not in answer.content.decode().split("<main")[1].split("<footer")[0]


@pytest.mark.parametrize("mode", ["closed", "invite"])
def test_a_sign_up_begun_while_it_was_open_does_not_finish_once_it_is_closed(
    browser: Browser, settings: object, mode: str
) -> None:
    code = ask_for_a_code(browser)
    settings.SIGNUP = mode  # type: ignore[attr-defined]
    answers = [
        browser.send("/signup/code", {"another": "1"}),
        browser.send("/signup/code", {"code": code}),
        browser.open("/signup/code"),
    ]
    assert all(CLOSED[mode] in answer.content.decode() for answer in answers)
    assert not Person.objects.exists()


def test_two_owners_with_alike_addresses_get_different_sign_in_names(owner: Owner) -> None:
    browser = Browser()
    code = ask_for_a_code(browser, email="ayesha@other.example")
    browser.send("/signup/code", {"code": code})
    logins = set(Person.objects.values_list("login", flat=True))
    assert len(logins) == 2
    assert owner.person.login == "ayesha"
    assert isinstance(owner.workspace.id, uuid.UUID)
