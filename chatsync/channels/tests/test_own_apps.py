"""A workspace's own Meta app: entered first, set up at Meta from here, then used by a number."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chatsync.channels.actions.apps import enter_app, forget_app, note_verified, subscribe_fields
from chatsync.channels.actions.connect import connect_number
from chatsync.channels.models import MetaApp
from chatsync.channels.queries import meta_app, meta_apps, number
from chatsync.channels.schemas import MetaAppIn, NumberIn
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, a_shop, sandbox
from chatsync.kit.errors import Conflict, Invalid, NotFound

SECRET = "s" * 32


@pytest.fixture(scope="module")
def meta(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder: Path = tmp_path_factory.mktemp("sandbox")
    with sandbox(folder) as stand_in:
        yield stand_in


@pytest.fixture
def shop(db: None, meta: Sandbox, settings: Any) -> UUID:
    settings.GRAPH_URL = meta.url
    meta.control("apps", {"app_id": "111", "secret": SECRET, "trusting": True})
    return a_shop()


def entered(shop: UUID, secret: str = SECRET) -> UUID:
    return enter_app(shop, MetaAppIn(app_id="111", secret=secret))


def test_an_app_has_an_address_and_a_token_before_any_number_is_known(shop: UUID) -> None:
    shown = meta_app(shop, entered(shop))
    assert shown.callback_url.startswith("http://localhost:8000/webhooks/whatsapp/")
    assert (len(shown.verify_token), shown.verified_at, shown.numbers) == (32, None, 0)


def test_an_app_entered_again_keeps_what_already_stands_at_meta(shop: UUID, meta: Sandbox) -> None:
    first = meta_app(shop, entered(shop))
    meta.control("apps", {"app_id": "111", "secret": "n" * 32})
    again = meta_app(shop, entered(shop, "n" * 32))
    assert (again.id, again.callback_url) == (first.id, first.callback_url)
    assert again.verify_token == first.verify_token


def test_webhooks_are_set_up_at_meta_from_here(shop: UUID, meta: Sandbox) -> None:
    app = entered(shop)
    subscribe_fields(shop, app)
    note_verified(app)
    assert meta_app(shop, app).verified_at is not None


def test_a_wrong_secret_and_an_unreachable_address_are_told_apart(
    shop: UUID, meta: Sandbox
) -> None:
    with pytest.raises(Invalid) as wrong:
        entered(shop, "wrong")
    meta.control("apps", {"app_id": "111", "secret": SECRET, "trusting": False, "verify": False})
    with pytest.raises(Invalid) as unreachable:
        subscribe_fields(shop, entered(shop))
    assert "app secret" in str(wrong.value.detail)
    assert "callback address" in str(unreachable.value.detail)


def test_a_number_is_connected_through_an_app_entered_before(shop: UUID) -> None:
    app = entered(shop)
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": {"id": app}}
    made = connect_number(shop, NumberIn.model_validate(asked))
    assert number(shop, made).callback_url == meta_app(shop, app).callback_url
    assert meta_app(shop, app).numbers == 1
    with pytest.raises(Conflict):
        forget_app(shop, app)


def test_an_unused_app_can_go_and_another_workspaces_cannot_be_touched(shop: UUID) -> None:
    app, stranger = entered(shop), a_shop()
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": {"id": app}}
    for deed in (
        lambda: forget_app(stranger, app),
        lambda: subscribe_fields(stranger, app),
        lambda: connect_number(stranger, NumberIn.model_validate(asked)),
    ):
        with pytest.raises(NotFound):
            deed()
    assert meta_apps(stranger).items == []
    forget_app(shop, app)
    assert not MetaApp.objects.filter(id=app).exists()
