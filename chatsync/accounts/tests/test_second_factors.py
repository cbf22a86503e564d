import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as project
from django.db import connection
from django.test import Client

from chatsync.accounts.actions import enroll_totp, require_second_factor, set_temporary_password
from chatsync.accounts.models import Person, TrustedBrowser
from chatsync.accounts.queries import verify_session
from chatsync.accounts.tests.people import (
    PASSWORD,
    code_now,
    confirm,
    is_in,
    key_of,
    sign_in,
)
from chatsync.kit import clock


def second_step(client: Client, code: str, **more: str) -> bool:
    answer = client.post("/login/code", {"code": code, **more})
    return answer.status_code == 302 and is_in(client)


def set_up_app(client: Client) -> list[str]:
    """Set up an app on the pages; the recovery codes shown afterwards."""
    page = client.get("/account/factors/app").content.decode()
    secret = re.search(r'class="key" dir="ltr">([A-Z2-7 ]+)<', page)
    assert secret, page
    code = code_now(secret[1].replace(" ", ""))
    answer = client.post("/account/factors/app", {"code": code})
    assert answer["Location"] == "/account/factors/codes"
    shown = client.get("/account/factors/codes").content.decode()
    return re.findall(r"<code>(\d{10})</code>", shown)


def test_a_password_alone_opens_nothing_once_there_is_a_second_factor(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    assert not is_in(client)
    assert verify_session(key_of(client)) is None
    assert not second_step(client, "000000")
    assert second_step(client, code_now(secret))


def test_a_code_signs_in_once(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    code = code_now(secret)
    assert second_step(sign_in(), code)
    assert not second_step(sign_in(), code)


def test_one_code_typed_in_four_browsers_at_once_signs_in_one(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    browsers = [sign_in() for _ in range(4)]
    code = code_now(secret)

    def type_it(client: Client) -> bool:
        try:
            return second_step(client, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(browsers)) as hands:
        assert sorted(hands.map(type_it, browsers)) == [False, False, False, True]


def test_a_code_of_the_period_before_is_refused(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    assert not second_step(sign_in(), code_now(secret, later=-1))
    assert not second_step(sign_in(), code_now(secret, later=1))


def test_five_wrong_codes_close_the_second_step_for_a_while(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    for _try in range(5):
        assert not second_step(sign_in(), "000000")
    assert not second_step(sign_in(), code_now(secret))


def test_the_session_key_changes_at_each_step(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    before = key_of(client)
    assert second_step(client, code_now(secret))
    opened = key_of(client)
    confirm(client)
    assert len({before, opened, key_of(client)}) == 3
    assert verify_session(before) is None
    assert verify_session(opened) is None


def test_a_new_password_ends_a_sign_in_that_waits_for_its_code(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    set_temporary_password(sana.id)
    assert not second_step(client, code_now(secret))


def test_recovery_codes_are_shown_once_and_sign_in_once(sana: Person) -> None:
    client = sign_in()
    confirm(client)
    codes = set_up_app(client)
    assert len(codes) == 10
    assert codes[0] not in client.get("/account/factors/codes").content.decode()
    assert second_step(sign_in(), codes[0])
    assert not second_step(sign_in(), codes[0])
    assert second_step(sign_in(), codes[1])


def test_new_recovery_codes_replace_the_old_ones(sana: Person) -> None:
    client = sign_in()
    confirm(client)
    old = set_up_app(client)
    assert client.post("/account/factors/codes/new").status_code == 302
    shown = client.get("/account/factors/codes").content.decode()
    new = re.findall(r"<code>(\d{10})</code>", shown)
    assert not set(old) & set(new)
    assert not second_step(sign_in(), old[0])
    assert second_step(sign_in(), new[0])


def test_the_code_that_set_an_app_up_does_not_sign_in(sana: Person) -> None:
    client = sign_in()
    confirm(client)
    page = client.get("/account/factors/app").content.decode()
    secret = re.search(r'dir="ltr">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    code = code_now(secret)
    client.post("/account/factors/app", {"code": code})
    assert not second_step(sign_in(), code)


def test_recovery_seeds_are_stored_sealed(sana: Person) -> None:
    client = sign_in()
    confirm(client)
    codes = set_up_app(client)
    stored = Authenticator.objects.get(user=sana, type="recovery_codes")
    assert not re.fullmatch(r"[0-9a-f]{80}", stored.data["seed"])
    assert set(stored.wrap().get_unused_codes()) == set(codes)


def test_a_trusted_browser_skips_the_code_for_seven_days_and_never_the_password(
    sana: Person,
) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    assert second_step(client, code_now(secret), trust="1")
    client.post("/logout")
    client.post("/login", {"login": "sana", "password": "not the password"})
    assert not is_in(client)
    client.post("/login", {"login": "sana", "password": PASSWORD})
    assert is_in(client)
    client.post("/logout")
    with clock.moved(timedelta(days=7, minutes=1)):
        client.post("/login", {"login": "sana", "password": PASSWORD})
        assert not is_in(client)


def test_the_trust_of_one_person_is_nothing_to_another(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    assert second_step(client, code_now(secret), trust="1")
    cookie = client.cookies[project.TRUSTED_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Strict", True)
    assert TrustedBrowser.objects.exclude(digest=b"").get().person_id == sana.id
    assert cookie.value.encode() not in bytes(TrustedBrowser.objects.get().digest)


def test_changing_the_factors_takes_trust_from_every_browser(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    assert second_step(client, code_now(secret), trust="1")
    confirm(client)
    client.post("/account/factors/app/off")
    assert not TrustedBrowser.objects.exists()


def test_whoever_needs_a_factor_reaches_only_the_pages_that_set_one_up(sana: Person) -> None:
    require_second_factor(sana.id)
    client = sign_in()
    assert client.get("/w")["Location"] == "/account/factors"
    assert client.get("/account/sessions")["Location"] == "/account/factors"
    refused = client.get("/api/v1/me")
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")
    assert verify_session(key_of(client)) is None
    set_up_app(client)
    assert client.get("/w").status_code == 200
    assert verify_session(key_of(client)) == sana.id


def test_the_last_factor_of_whoever_needs_one_stays(sana: Person) -> None:
    require_second_factor(sana.id)
    client = sign_in()
    set_up_app(client)
    client.post("/account/factors/app/off")
    assert Authenticator.objects.filter(user=sana, type="totp").exists()


@pytest.mark.parametrize(
    "path",
    ["app", "app/off", "passkeys/new", "passkeys/1/off", "codes", "codes/new"],
)
def test_every_change_of_factors_asks_who_you_are(sana: Person, path: str) -> None:
    enroll = enroll_totp(sana.id)
    client = sign_in()
    assert second_step(client, code_now(enroll))
    for answer in (client.get(f"/account/factors/{path}"), client.post(f"/account/factors/{path}")):
        assert answer["Location"].startswith("/account/confirm?next=")
