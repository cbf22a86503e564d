"""Forwarded headers count from trusted proxies alone; seen at the server itself."""

import asyncio
import http.client

import pytest
from pytest_django.fixtures import Settings

from chatsync.config.tests.running import web

pytestmark = pytest.mark.usefixtures("db")
_CLAIMED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}


def _asked(port: int) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login", headers={"Host": "localhost:8000", **_CLAIMED})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Strict-Transport-Security", ""), text


@pytest.mark.parametrize("trusted", [(), ("192.0.2.7", "10.0.0.0/24")])
async def test_a_stranger_who_claims_https_is_told_what_to_enter(
    settings: Settings, trusted: tuple[str, ...]
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.TRUSTED_PROXIES = True, trusted
    async with web() as port:
        status, _demand, text = await asyncio.to_thread(_asked, port)
    assert status == 400
    assert "CHATSYNC_TRUSTED_PROXIES" in text


async def test_a_trusted_proxy_is_believed(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    settings.TRUSTED_PROXIES = ("127.0.0.0/8",)
    async with web() as port:
        status, demand, _text = await asyncio.to_thread(_asked, port)
    assert (status, demand) == (200, "max-age=60")
