"""Connecting a number: checked with the Graph API, sealed, and green after the first webhook."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from chatsync.channels.actions.apps import sync_operator_app
from chatsync.channels.actions.checks import MetaDoesNotAnswer
from chatsync.channels.actions.connect import (
    connect_number,
    disconnect_number,
    mark_connected,
)
from chatsync.channels.models import MetaApp, Number
from chatsync.channels.queries import app_secrets, number, number_page
from chatsync.channels.schemas import NumberIn
from chatsync.channels.seals import open_token
from chatsync.channels.tests.stand_in import OTHER_TOKEN, TOKEN, a_shop, sandbox
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import Conflict, Invalid, NotFound
from chatsync.kit.tenancy import scope
from chatsync.realtime.queries import events_after

OWN = {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder) as stand_in:
        yield stand_in.url


@pytest.fixture(autouse=True)
def _asked(db: None, graph: str, settings: Any) -> None:
    settings.GRAPH_URL = graph


def wanted(**changes: Any) -> NumberIn:
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": OWN}
    return NumberIn.model_validate({**asked, **changes})


def _rows(workspace_id: UUID) -> list[Number]:
    with scope(workspace_id):
        return list(Number.objects.select_related("app"))


def test_a_secret_that_is_not_the_apps_is_refused_before_anything_is_stored() -> None:
    shop = a_shop()
    with pytest.raises(Invalid) as refused:
        connect_number(shop, wanted(app={**OWN, "secret": "0" * 32}))
    assert "app secret" in str(refused.value.detail)
    assert _rows(shop) == []


def test_a_number_is_connected_pending_with_what_meta_knows() -> None:
    shop = a_shop()
    shown = number(shop, connect_number(shop, wanted()))
    assert (shown.status, shown.verified_name, shown.app) == ("pending", "Kitchen", "own")
    assert shown.display_phone_number == "+92 300 0555101"
    assert shown.callback_url.startswith("http://localhost:8000/webhooks/whatsapp/")
    assert shown.verify_token_set


def test_token_and_secrets_are_sealed_for_their_place() -> None:
    shop = a_shop()
    connect_number(shop, wanted())
    (row,) = _rows(shop)
    stored = bytes(row.token) + bytes(row.app.secrets) + bytes(row.app.verify_token)
    assert not any(text in stored for text in (TOKEN.encode(), b"ssss", b"verify-me"))
    assert open_token(row.token, shop, row.id) == TOKEN
    with pytest.raises(CannotOpen):
        open_token(row.token, a_shop(), row.id)
    assert [(app.secrets, app.verify_token) for app in app_secrets()] == [
        ((b"s" * 32,), "verify-me-please")
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"token": "EAAunknown"}, "token"),
        ({"token": OTHER_TOKEN}, "phone_number_id"),
        ({"phone_number_id": "5999"}, "phone_number_id"),
        ({"waba_id": "6999"}, "waba_id"),
        ({"app": {**OWN, "app_id": "222"}}, "secret"),
        ({"app": {**OWN, "app_id": "222", "secret": "t" * 32}}, "app_id"),
        ({"app": "operator"}, "app"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_stays(changes: dict[str, Any], field: str) -> None:
    shop = a_shop()
    with pytest.raises(Invalid) as refused:
        connect_number(shop, wanted(**changes))
    assert [error["loc"] for error in refused.value.extra["errors"]] == [field]
    assert _rows(shop) == []


def test_a_silent_meta_is_said_and_nothing_is_stored(settings: Any) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"
    shop = a_shop()
    with pytest.raises(MetaDoesNotAnswer):
        connect_number(shop, wanted())
    assert _rows(shop) == []


def test_a_failed_second_try_leaves_number_and_app_as_they_were() -> None:
    shop = a_shop()
    number_id = connect_number(shop, wanted())
    (before,) = _rows(shop)
    with pytest.raises(Invalid):
        connect_number(shop, wanted(token="EAAunknown", app={**OWN, "secret": "other"}))
    (after,) = _rows(shop)
    assert (after.id, bytes(after.token)) == (number_id, bytes(before.token))
    assert app_secrets()[0].secrets == (b"s" * 32,)


def test_a_number_belongs_to_one_workspace_and_the_refusal_tells_nothing() -> None:
    first, second = a_shop("First Shop"), a_shop()
    connect_number(first, wanted())
    with pytest.raises(Conflict) as refused:
        connect_number(second, wanted())
    assert "First" not in str(refused.value)
    assert _rows(second) == []
    disconnect_number(first, _rows(first)[0].id)
    connect_number(second, wanted())


def test_the_same_number_again_keeps_its_row_and_its_proof() -> None:
    shop = a_shop()
    number_id = connect_number(shop, wanted())
    with scope(shop):
        mark_connected(number_id)
    assert connect_number(shop, wanted()) == number_id
    assert number(shop, number_id).status == "connected"
    disconnect_number(shop, number_id)
    assert number(shop, number_id).status == "disconnected"
    assert connect_number(shop, wanted()) == number_id
    assert number(shop, number_id).status == "pending"


def test_the_first_signed_webhook_turns_it_green_and_tells_the_browsers_once() -> None:
    shop = a_shop()
    number_id = connect_number(shop, wanted())
    before = events_after(shop, None).head
    for _ in range(2):
        with scope(shop):
            mark_connected(number_id)
    (event,) = events_after(shop, before).events
    assert event.everyone
    assert '"type":"number.changed"' in event.payload
    assert '"status":"connected"' in event.payload


def test_the_operators_app_comes_from_the_settings_and_is_offered(settings: Any) -> None:
    settings.OPERATOR_APP_ID = "111"
    settings.OPERATOR_APP_SECRETS = ("s" * 32, "old")
    settings.OPERATOR_VERIFY_TOKEN = "verify-me-please"
    sync_operator_app()
    sync_operator_app()
    assert MetaApp.objects.count() == 1
    assert app_secrets()[0].secrets == (b"s" * 32, b"old")
    shop = a_shop()
    assert number(shop, connect_number(shop, wanted(app="operator"))).app == "operator"


def test_a_plan_without_room_refuses_a_further_number() -> None:
    shop = a_shop(number_limit=0)
    with pytest.raises(Conflict):
        connect_number(shop, wanted())


def test_foreign_numbers_are_not_found() -> None:
    shop, other = a_shop(), a_shop()
    number_id = connect_number(shop, wanted())
    with pytest.raises(NotFound):
        number(other, number_id)
    with pytest.raises(NotFound):
        disconnect_number(other, number_id)
    assert number_page(other, None, 50).items == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("chatsync_app",)
