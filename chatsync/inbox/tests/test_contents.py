"""What the API shows of messages that are more than words."""

from typing import Any

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.whatsapp_builders import (
    FILE,
    NOT_SUPPORTED,
    TOO_BIG,
    Json,
    answer,
    inbound,
    message,
    wamid,
)
from chatsync.channels.tests.whatsapp_messages import MESSAGES
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


@pytest.fixture
def number(owner: Caller) -> Number:
    return a_line(owner.access)


def shown(owner: Caller, number: Number, item: Json) -> dict[str, Any]:
    feed(number, inbound(item))
    (found,) = owner.get("/messages", wamid=item["id"]).json()["items"]
    return dict(found)


def test_every_kind_is_found_as_one_item_and_none_is_a_placeholder(
    owner: Caller, number: Number
) -> None:
    kinds = [{**item, "id": wamid(name)} for name, (item, _) in MESSAGES.items()]
    feed(number, inbound(*kinds))
    for item in kinds:
        (found,) = owner.get("/messages", wamid=item["id"]).json()["items"]
        is_of_tomorrow = item.get("type") in {"hologram", "request_welcome"}
        assert (found["placeholder"] is not None) == is_of_tomorrow, item
        assert found["wamid"] == item["id"]


def test_a_place_has_coordinates_and_wrong_ones_are_left_out(owner: Caller, number: Number) -> None:
    place = {"latitude": "24.86", "longitude": 999, "name": "Clifton"}
    found = shown(owner, number, message("location", location=place))
    assert found["content"] == {
        "kind": "location",
        "latitude": 24.86,
        "longitude": None,
        "name": "Clifton",
        "address": None,
    }


def test_a_card_without_a_name_shows_its_numbers(owner: Caller, number: Number) -> None:
    card = {"phones": [{"phone": "+92 300 1", "type": "CELL"}], "emails": "none", "org": 5}
    found = shown(owner, number, message("contacts", contacts=[card]))
    (only,) = found["content"]["cards"]
    assert (only["name"], only["phones"]) == (None, [{"value": "+92 300 1", "label": "CELL"}])


def test_an_order_lists_its_products(owner: Caller, number: Number) -> None:
    item = {"product_retailer_id": "pot", "quantity": "2", "item_price": 5.5, "currency": "PKR"}
    order = {"catalog_id": "9", "product_items": [item, "nothing"]}
    content = shown(owner, number, message("order", order=order))["content"]
    assert content["items"] == [
        {"product": "pot", "quantity": 2.0, "price": 5.5, "currency": "PKR"}
    ]


def test_a_finished_form_shows_its_fields_and_a_broken_one_its_title(
    owner: Caller, number: Number
) -> None:
    form = answer("nfm_reply", body="Sent", response_json='{"size": "L", "flow_token": "x"}')
    assert shown(owner, number, form)["content"]["fields"] == [{"value": "L", "label": "size"}]
    broken = {**answer("nfm_reply", body="Sent", response_json="[1"), "id": wamid("b")}
    assert shown(owner, number, broken)["content"]["title"] == "Sent"


def test_what_whatsapp_holds_back_comes_with_its_reason(owner: Caller, number: Number) -> None:
    poll = message("unsupported", errors=NOT_SUPPORTED, unsupported={"type": "poll_creation"})
    content = shown(owner, number, poll)["content"]
    assert (content["what"], content["code"]) == ("poll_creation", 131051)
    assert content["details"] == "This kind is not supported"
    too_big = shown(owner, number, message("video", errors=TOO_BIG))
    assert (too_big["content"]["what"], too_big["content"]["code"]) == ("video", 131052)


def test_a_voice_note_is_told_from_a_sound_file(owner: Caller, number: Number) -> None:
    note = shown(owner, number, message("audio", audio={**FILE, "voice": True}))
    song = shown(owner, number, message("audio", id=wamid("song"), audio=FILE))
    assert (note["content"], song["content"]) == ({"kind": "voice"}, None)


def test_a_notice_of_a_new_number_does_not_name_it(owner: Caller, number: Number) -> None:
    system = {"type": "user_changed_number", "body": "From +92300 to +92301", "wa_id": "92301"}
    found = shown(owner, number, message("system", system=system))
    assert found["content"] == {"kind": "notice", "event": "user_changed_number", "words": None}
    assert found["text"] is None


def test_an_ad_stands_beside_the_words_and_its_link_is_a_web_address(
    owner: Caller, number: Number
) -> None:
    ad = {"source_type": "ad", "headline": "Pots", "source_url": "javascript:alert(1)"}
    text = message("text", text={"body": "Hi"}, referral=ad, context={"forwarded": True})
    found = shown(owner, number, text)
    assert (found["text"], found["forwarded"]) == ("Hi", True)
    assert (found["referral"]["headline"], found["referral"]["link"]) == ("Pots", None)
