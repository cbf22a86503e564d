"""Meta's word on a template reaches the list at once, though the list is kept for minutes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chatsync.channels.actions.connect import connect_number
from chatsync.channels.actions.ingest import take_in
from chatsync.channels.actions.templates import templates_of
from chatsync.channels.models import Number
from chatsync.channels.schemas import NumberIn
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, a_shop, sandbox
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event

OWN = {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"}


@pytest.fixture
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder) as stand_in:
        yield stand_in


@pytest.fixture
def line(db: None, meta: Sandbox, settings: Any) -> tuple[UUID, UUID]:
    settings.GRAPH_URL = meta.url
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": OWN}
    shop = a_shop()
    return shop, connect_number(shop, NumberIn.model_validate(asked))


def states(shop: UUID, number_id: UUID) -> set[str]:
    found = templates_of(shop, number_id).items
    return {one.status for one in found if one.name == "order_update" and one.language == "en"}


def hears(shop: UUID, field: str, waba_id: str = "6001") -> None:
    with scope(shop):
        app_id = Number.objects.get().app_id
    change = {"field": field, "value": {"event": "PAUSED", "message_template_id": 1}}
    body = {"object": "whatsapp_business_account", "entry": [{"id": waba_id, "changes": [change]}]}
    take_in([(app_id, json.dumps(body).encode())])


def test_a_template_that_was_paused_is_shown_so_at_once(
    line: tuple[UUID, UUID], meta: Sandbox
) -> None:
    assert states(*line) == {"APPROVED"}
    wish = {"waba_id": "6001", "name": "order_update", "language": "en", "status": "PAUSED"}
    meta.control("templates", wish)
    assert states(*line) == {"APPROVED"}, "the list is kept: nothing told of the change yet"
    hears(line[0], "account_update")
    assert states(*line) == {"APPROVED"}
    with scope(line[0]):
        told = Event.objects.count()
    hears(line[0], "message_template_status_update")
    assert states(*line) == {"PAUSED"}
    with scope(line[0]):
        assert Event.objects.count() == told + 1
