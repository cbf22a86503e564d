"""Meta's check of a callback address (Meta: webhooks, verification requests)."""

import secrets

from aiohttp import ClientError, ClientTimeout

from sandbox.auth import is_loopback_url
from sandbox.state import Json, World

_TIMEOUT = ClientTimeout(total=10)
_LONGEST_ANSWER = 2000


async def verify_callback(world: World, url: str, verify_token: str) -> Json:
    """Ask the address to repeat a challenge; give `{"ok", "status", "why"}`."""
    if not is_loopback_url(url):
        return _outcome("The address must be on this machine: http://localhost or http://127.0.0.1")
    if world.http is None:
        return _outcome("The stand-in is stopping")
    challenge = str(secrets.randbelow(10**10))
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        async with world.http.get(
            url, params=query, timeout=_TIMEOUT, allow_redirects=False
        ) as answer:
            text = (await answer.content.read(_LONGEST_ANSWER)).decode(errors="replace")
            status = answer.status
    except (ClientError, TimeoutError, OSError) as error:
        return _outcome(f"Nobody answered there ({type(error).__name__})")
    if status != 200:
        return _outcome(f"The address answered {status} instead of 200", status)
    if text.strip() != challenge:
        return _outcome("The answer was not the challenge", status)
    return {"ok": True, "status": status, "why": "The address repeated the challenge"}


def _outcome(why: str, status: int = 0) -> Json:
    return {"ok": False, "status": status, "why": why}
