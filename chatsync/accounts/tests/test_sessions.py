import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse

from chatsync.accounts import middleware
from chatsync.accounts.actions import create_person, end_all_sessions, enroll_totp
from chatsync.accounts.browsers import browser_name
from chatsync.accounts.models import Person, SignIn, TrustedBrowser
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import sign_ins_of, verify_session
from chatsync.accounts.sessions import forget_old_sign_ins
from chatsync.accounts.tests.people import PASSWORD, code_now, confirm, is_in, key_of, sign_in
from chatsync.kit import clock, streams

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0"


def row_of(client: object) -> SignIn:
    return SignIn.objects.get(session_key=key_of(client))  # type: ignore[arg-type]


def test_the_list_names_browser_and_way_and_keeps_no_address(sana: Person) -> None:
    client = sign_in()
    page = client.get("/account/sessions").content.decode()
    assert "Chrome, Windows" in page
    assert "By password." in page
    assert "127.0.0.1" not in page
    assert {field.name for field in SignIn._meta.fields}.isdisjoint({"ip", "address", "agent"})


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            FIREFOX,
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537 EdgA/1", "Edge, Android"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_coarsely(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_a_sign_in_with_another_kind_of_browser_is_told_by_mail(sana: Person) -> None:
    sign_in()
    sign_in()
    assert mail.outbox == []
    for agent, name in ((FIREFOX, "Firefox, Linux"), ("curl/8", "a program")):
        for _again in range(2):
            sign_in(agent=agent)
        assert name in str(mail.outbox[-1].body)
        assert "/account/sessions" in str(mail.outbox[-1].body)
    assert [letter.to for letter in mail.outbox] == [["sana@example.com"]] * 2


def test_one_session_is_ended_and_the_others_go_on(sana: Person) -> None:
    here, there = sign_in(), sign_in()
    assert len(sign_ins_of(sana.id)) == 2
    here.post(f"/account/sessions/{row_of(there).id}/end")
    assert (is_in(here), is_in(there)) == (True, False)
    assert verify_session(key_of(there)) is None
    assert len(sign_ins_of(sana.id)) == 1


def test_all_other_sessions_end_after_a_confirmation(sana: Person) -> None:
    here, there = sign_in(), sign_in()
    refused = here.post("/account/sessions/others")
    assert refused["Location"] == "/account/confirm?next=%2Faccount%2Fsessions"
    assert is_in(there)
    confirm(here)
    here.post("/account/sessions/others")
    assert (is_in(here), is_in(there)) == (True, False)
    assert [one.session_key for one in sign_ins_of(sana.id)] == [key_of(here)]


def test_nobody_ends_the_session_of_somebody_else(sana: Person) -> None:
    create_person(name="Omar", login="omar", password_hash=hash_password(PASSWORD))
    mine, other = sign_in(), sign_in("omar")
    other.post(f"/account/sessions/{row_of(mine).id}/end")
    assert is_in(mine)
    assert Session.objects.filter(session_key=key_of(mine)).exists()


def test_ending_a_session_takes_the_trust_from_its_browser(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    there = sign_in()
    there.post("/login/code", {"code": code_now(secret), "trust": "1"})
    row = row_of(there)
    assert row.trusted
    there.post(f"/account/sessions/{row.id}/end")
    there.post("/login", {"login": "sana", "password": PASSWORD})
    assert not is_in(there)
    assert not TrustedBrowser.objects.exists()


def test_signing_out_takes_the_browser_off_the_list(sana: Person) -> None:
    client = sign_in()
    client.post("/logout")
    assert sign_ins_of(sana.id) == []
    assert not SignIn.objects.exists()


def test_nothing_is_kept_of_a_browser_whose_session_is_over(sana: Person) -> None:
    sign_in()
    open_one = sign_in()
    Session.objects.exclude(session_key=key_of(open_one)).delete()
    forget_old_sign_ins()
    assert [one.session_key for one in SignIn.objects.all()] == [key_of(open_one)]
    with clock.moved(timedelta(days=8)):
        forget_old_sign_ins()
    assert not SignIn.objects.exists()


def test_a_session_with_a_second_factor_lasts_seven_days_of_use(sana: Person) -> None:
    secret = enroll_totp(sana.id)
    client = sign_in()
    client.post("/login/code", {"code": code_now(secret)})
    for half_days in range(1, 14):
        with clock.moved(timedelta(hours=11.9 * half_days)):
            assert client.get("/account").status_code == 200
    with clock.moved(timedelta(days=7, minutes=1)):
        assert not is_in(client)


def test_asking_how_long_a_session_lasts_does_not_lengthen_it(sana: Person) -> None:
    client = sign_in()
    with clock.moved(timedelta(hours=11, minutes=55)):
        left = client.get("/account/session").json()["seconds_left"]
        assert 0 < left <= 300
    with clock.moved(timedelta(hours=12, minutes=1)):
        assert not is_in(client)


def test_a_file_that_runs_is_cut_when_its_session_ends(
    sana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LOOK_EVERY_S", -1.0)
    client = sign_in()
    request = HttpRequest()
    request.path, request.user, request.session = "/x", sana, client.session
    got: list[bytes] = []
    with pytest.raises(ConnectionAbortedError):
        asyncio.run(_read(_running(sana, request), got))
    assert got == [b"one"]


async def _read(pieces: AsyncIterator[bytes], got: list[bytes]) -> None:
    async for piece in pieces:
        got.append(piece)  # noqa: PERF401  what came before the cut is looked at


def _running(person: Person, request: HttpRequest) -> AsyncIterator[bytes]:
    def end() -> None:
        end_all_sessions(person.id)
        connection.close()

    async def file() -> AsyncIterator[bytes]:
        yield b"one"
        await sync_to_async(end, thread_sensitive=False)()
        yield b"two"

    answered = middleware.SessionLimits(lambda _request: StreamingHttpResponse(file()))(request)
    assert isinstance(answered, StreamingHttpResponse)
    return aiter(answered)
