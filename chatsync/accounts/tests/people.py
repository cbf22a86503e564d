"""People and browsers for the tests of accounts."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as project
from django.test import Client

PASSWORD = "correct horse battery staple"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36"


def sign_in(
    login: str = "sana", password: str = PASSWORD, *, agent: str = CHROME, **more: Any
) -> Client:
    """A browser in which the form was filled in; signed in only if that was enough."""
    client = Client(headers={"User-Agent": agent})
    client.post("/login", {"login": login, "password": password, **more})
    return client


def confirm(client: Client, password: str = PASSWORD) -> None:
    answer = client.post("/account/confirm", {"password": password})
    assert answer.status_code == 302, answer.content.decode()


def key_of(client: Client) -> str:
    morsel = client.cookies.get(project.SESSION_COOKIE_NAME)
    return morsel.value if morsel else ""


def is_in(client: Client) -> bool:
    """Whether the start page after sign-in is open, without counting as input."""
    return bool(client.get("/account/session").json()["seconds_left"] > 0)


def code_now(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many periods later (RFC 6238).

    A period that is about to end is waited out: the code is looked at in the period after.
    """
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))
