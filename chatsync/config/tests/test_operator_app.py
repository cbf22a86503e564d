"""The operator's Meta app is there once the web process serves."""

import asyncio
from typing import Any

import pytest

from chatsync.channels.queries import app_secrets
from chatsync.config.tests.running import in_thread, web

pytestmark = pytest.mark.usefixtures("db")


async def test_a_started_web_process_knows_the_operators_app(settings: Any) -> None:
    settings.OPERATOR_APP_ID = "1234"
    settings.OPERATOR_APP_SECRETS = ("new", "old")
    settings.OPERATOR_VERIFY_TOKEN = "a-long-word"
    async with web(), asyncio.timeout(20):
        while not (known := await in_thread(app_secrets)):
            await asyncio.sleep(0.05)
    assert [(app.secrets, app.verify_token) for app in known] == [((b"new", b"old"), "a-long-word")]
