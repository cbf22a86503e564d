"""How a number stands with Meta: looked at by the clock and on news, shown, and acted upon."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chatsync.channels.actions.connect import connect_number
from chatsync.channels.actions.health import look_at, look_at_numbers, register
from chatsync.channels.actions.ingest import take_in
from chatsync.channels.models import Number
from chatsync.channels.queries import number
from chatsync.channels.schemas import NumberIn, NumberOut
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, a_shop, sandbox
from chatsync.kit.errors import Conflict, Invalid, NotFound
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope

OWN = {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"}
GOOD = {
    "phone_number_id": "5001",
    "token": TOKEN,
    "quality": "GREEN",
    "sending": "AVAILABLE",
    "trouble": "",
    "registered": True,
}


@pytest.fixture(scope="module")
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder) as stand_in:
        yield stand_in


@pytest.fixture
def shop(db: None, meta: Sandbox, settings: Any) -> UUID:
    settings.GRAPH_URL = meta.url
    meta.control("numbers", GOOD)
    return a_shop()


@pytest.fixture
def line(shop: UUID) -> UUID:
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": OWN}
    return connect_number(shop, NumberIn.model_validate(asked))


def shown(shop: UUID, line: UUID) -> NumberOut:
    return number(shop, line)


def test_a_new_number_is_looked_at_by_the_clock_and_then_left_alone(shop: UUID, line: UUID) -> None:
    assert shown(shop, line).health is None
    assert look_at_numbers() == 1
    health = shown(shop, line).health
    assert health is not None
    assert (health.status, health.sending, health.limit) == ("CONNECTED", "available", "TIER_2K")
    assert look_at_numbers() == 0


def test_what_blocks_sending_is_shown_in_metas_words(shop: UUID, line: UUID, meta: Sandbox) -> None:
    meta.control("numbers", {**GOOD, "sending": "BLOCKED", "trouble": "No valid payment method."})
    look_at(shop, line)
    health = shown(shop, line).health
    assert health is not None
    (hindrance,) = health.hindrances
    assert (health.sending, hindrance.entity) == ("blocked", "phone_number")
    assert (hindrance.code, hindrance.what) == (141000, "No valid payment method.")


def test_news_of_the_account_has_the_number_looked_at_again(
    shop: UUID, line: UUID, meta: Sandbox
) -> None:
    look_at_numbers()
    meta.control("numbers", {**GOOD, "quality": "RED"})
    with scope(shop):
        app_id = Number.objects.get().app_id
    news = (
        b'{"object":"whatsapp_business_account","entry":[{"id":"6001","changes":[{"field":'
        b'"account_update","value":{"event":"ACCOUNT_RESTRICTION"}}]}]}'
    )
    take_in([(app_id, news)])
    assert look_at_numbers() == 1
    assert shown(shop, line).quality == "RED"


def test_a_refused_token_holds_the_number_and_a_taken_one_lets_it_go(
    shop: UUID, line: UUID, meta: Sandbox
) -> None:
    meta.control("numbers", {**GOOD, "token": "EAAanothertoken"})
    with pytest.raises(Invalid):
        look_at(shop, line)
    assert shown(shop, line).status == "token_lost"
    assert shown(shop, line).hold_reason
    meta.control("numbers", GOOD)
    look_at(shop, line)
    assert (shown(shop, line).status, shown(shop, line).hold_reason) == ("pending", None)


def test_a_number_is_registered_from_here(shop: UUID, line: UUID, meta: Sandbox) -> None:
    meta.control("numbers", {**GOOD, "registered": False})
    look_at(shop, line)
    before = shown(shop, line).health
    register(shop, line, "123456")
    after = shown(shop, line).health
    assert before is not None
    assert after is not None
    assert (before.status, after.status) == ("PENDING", "CONNECTED")


def test_unknown_foreign_and_disconnected_numbers_are_not_looked_at(shop: UUID, line: UUID) -> None:
    for workspace_id, number_id in ((shop, uuid7()), (a_shop(), line)):
        with pytest.raises(NotFound):
            look_at(workspace_id, number_id)
    with scope(shop):
        Number.objects.update(disconnected_at="2026-01-01T00:00:00Z")
    with pytest.raises(Conflict):
        register(shop, line, "123456")
    assert look_at_numbers() == 0
