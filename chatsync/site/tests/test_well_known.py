"""The icon and robots.txt; and that no form gives a password back."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("db")

SECRET = "a-very-own-pass-phrase-7"


@pytest.mark.parametrize(
    ("path", "kind", "holds"),
    [
        ("/favicon.ico", "image/svg+xml", b"<svg"),
        ("/robots.txt", "text/plain; charset=utf-8", b"Disallow: /w\n"),
    ],
)
def test_what_programs_ask_every_site_for_is_there(path: str, kind: str, holds: bytes) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert holds in answer.content
    assert not answer.cookies


def test_a_failed_sign_up_gives_no_password_back() -> None:
    typed = {"business": "Kitchen", "name": "Sana", "email": "no address", "phone": "1"}
    page = Client().post("/signup", {**typed, "password": SECRET})
    assert page.status_code == 200
    assert b'value="Kitchen"' in page.content
    assert SECRET.encode() not in page.content
