"""Bad updates inside good bodies: each is parked alone, whoever sent it, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest

from tests.chaos import bodies
from tests.support.product import (
    WEBHOOK,
    Product,
    eventually,
    signature,
)

_SENDER = "923452220000"


def _arrived(product: Product, wamid: str, who: str = "demo") -> list[Any]:
    items: list[Any] = product.api(f"messages?wamid={quote(wamid)}", who=who).json()["items"]
    return items


def _arrives(product: Product, wamid: str, who: str = "demo") -> Any:
    return eventually(lambda: _arrived(product, wamid, who))[0]


def _parked(product: Product, who: str = "demo") -> list[Any]:
    items: list[Any] = product.api("parked?limit=100", who=who).json()["items"]
    return items


def _unrouted(product: Product, phone_number_id: str) -> int:
    with product.database() as connection:
        row = connection.execute(
            "SELECT count(*) FROM channels_unrouted WHERE phone_number_id = %s", [phone_number_id]
        ).fetchone()
    return row[0] if row else 0


def _message(text: str, /, **more: Any) -> bodies.Json:
    return {**bodies.text_message(_SENDER, text), **more}


_ODD: dict[str, Any] = {
    "no object": 17,
    "null": None,
    "a list": [],
    "no id": {"from": _SENDER, "type": "text", "text": {"body": "x"}},
    "an id of a wrong type": {"from": _SENDER, "id": {"a": 1}, "type": "text"},
    "an endless id": {"from": _SENDER, "id": "w" * 5000, "type": "text"},
}


@pytest.mark.parametrize("kind", _ODD)
def test_an_unreadable_update_is_parked_alone_and_shown(product: Product, kind: str) -> None:
    before = {row["id"] for row in _parked(product)}
    first, last = _message("before"), _message("after")
    facts = product.facts["demo"]
    assert product.deliver(bodies.letters(facts, [first, _ODD[kind], last])) == 200
    _arrives(product, first["id"])
    _arrives(product, last["id"])
    (row,) = [row for row in eventually(lambda: _parked(product)) if row["id"] not in before]
    assert set(row) == {"id", "kind", "reason", "received_at"}
    assert row["reason"]


_STORED_ALL_THE_SAME: dict[str, bodies.Json] = {
    "NUL in the text": {"text": {"body": "a\x00b"}},
    "half a pair": {"text": {"body": "a\ud800b"}},
    "text of a wrong type": {"text": {"body": {"x": [1]}}},
    "no text": {"text": None},
    "text is a list": {"text": [1, 2]},
    "no type": {"type": None},
    "an unheard-of type": {"type": "hologram", "hologram": {"depth": 3}},
    "a type with NUL": {"type": "te\x00xt"},
    "an endless type": {"type": "t" * 5000},
    "a time of a wrong type": {"timestamp": {"x": 1}},
    "a time far away": {"timestamp": "99999999999999999999"},
    "a time before all": {"timestamp": "-5"},
    "an endless text": {"text": {"body": "x" * 1_000_000}},
    "a million different words": {"text": {"body": " ".join(map(str, range(300_000)))}},
    "no sender": {"from": None},
    "a sender of a wrong type": {"from": {"x": 1}},
    "an endless sender": {"from": "9" * 5000},
    "context of a wrong type": {"context": [1]},
    "an answer to itself": {"context": {"id": "self"}},
    "an image without a file": {"type": "image", "image": {"caption": 5}},
    "an image with an endless id": {"type": "image", "image": {"id": "i" * 5000}},
    "deep nesting": {"type": "odd", "odd": [[[[[[[[[[1]]]]]]]]]]},
    "right-to-left marks": {"text": {"body": "\u202e\u2066\u0633\u0644\u0627\u0645\u0007"}},
}


@pytest.mark.parametrize("kind", _STORED_ALL_THE_SAME)
def test_an_odd_message_is_stored_and_its_neighbours_too(product: Product, kind: str) -> None:
    first, odd, last = (
        _message("before"),
        _message("odd", **_STORED_ALL_THE_SAME[kind]),
        _message("after"),
    )
    assert product.deliver(bodies.letters(product.facts["demo"], [first, odd, last])) == 200
    for message in (first, odd, last):
        assert _arrives(product, message["id"])["direction"] == "in"


def test_the_updates_of_an_unknown_number_are_taken_and_counted(product: Product) -> None:
    nobody = {"phone_number_id": bodies.unique_digits(15), "waba_id": bodies.unique_digits(15)}
    assert product.deliver(bodies.letters(nobody, [_message("anybody?")])) == 200
    eventually(lambda: _unrouted(product, nobody["phone_number_id"]) == 1)
    metrics = product.ask("GET", "/metrics").body.decode()
    (line,) = [one for one in metrics.splitlines() if one.startswith("chatsync_unrouted ")]
    assert float(line.split()[1]) >= 1


def test_one_workspaces_secret_moves_nothing_in_another(product: Product) -> None:
    facts, message = product.facts["demo"], _message("forged")
    before = _unrouted(product, facts["phone_number_id"])
    assert product.deliver(bodies.letters(facts, [message]), who="demo2") == 200
    eventually(lambda: _unrouted(product, facts["phone_number_id"]) == before + 1)
    assert _arrived(product, message["id"]) == []
    assert _arrived(product, message["id"], "demo2") == []


def test_one_body_for_two_workspaces_is_split_by_who_may_speak_for_it(product: Product) -> None:
    own, foreign = _message("mine"), _message("not mine")
    values = [
        bodies.value(product.facts["demo2"], [own]),
        bodies.value(product.facts["demo"], [foreign]),
    ]
    body = bodies.delivery(product.facts["demo2"], *values)
    assert product.deliver(body, who="demo2") == 200
    _arrives(product, own["id"], "demo2")
    assert _arrived(product, foreign["id"]) == []


def test_an_apps_own_address_takes_its_secret_only(product: Product) -> None:
    message = _message("at its own address")
    body = bodies.letters(product.facts["demo"], [message])
    path = product.callback_path()
    assert product.deliver(body, who="demo2", path=path) == 401
    assert product.deliver(body, path=f"{WEBHOOK}/nobodys-key") == 401
    assert product.deliver(body, path=f"{WEBHOOK}/%00%ff/../x") == 401
    assert product.deliver(body, path=path) == 200
    _arrives(product, message["id"])


@contextmanager
def _refusing(product: Product, table: str, condition: str) -> Iterator[None]:
    """A database that refuses certain rows: the fault we have not thought of."""
    with product.database() as connection:
        connection.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'this row is refused'; END $$"
        )
        connection.execute(
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION refuse()".encode()
        )
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION refuse CASCADE")


def test_poison_is_parked_alone_shown_and_read_when_the_fault_is_mended(product: Product) -> None:
    first, poison, last = _message("before"), _message("poison"), _message("after")
    body = bodies.letters(product.facts["demo"], [first, poison, last])
    before = {row["id"] for row in _parked(product)}
    with _refusing(product, "inbox_message", "NEW.text = 'poison'"):
        assert product.deliver(body) == 200
        _arrives(product, first["id"])
        _arrives(product, last["id"])
        eventually(lambda: {row["id"] for row in _parked(product)} - before)
        assert _arrived(product, poison["id"]) == []
    (row,) = [row for row in _parked(product) if row["id"] not in before]
    assert row["reason"].startswith("Could not be stored")
    assert "parked updates were read now" in product.command("reconcile", "whatsapp")
    assert _arrives(product, poison["id"])["text"] == "poison"
    assert row["id"] not in {one["id"] for one in _parked(product)}


def test_a_body_that_breaks_us_is_kept_whole_and_holds_up_nobody(product: Product) -> None:
    news = {
        "event": "PHONE_NUMBER_NAME_UPDATE",
        "decision": "APPROVED",
        "mark": bodies.unique_digits(9),
    }
    broken = bodies.delivery(product.facts["demo"], news, field="phone_number_name_update")
    message = _message("still here")
    with _refusing(product, "channels_accountupdate", "true"):
        assert product.deliver(broken) == 200
        assert product.deliver(bodies.letters(product.facts["demo"], [message])) == 200
        _arrives(product, message["id"])
        kept = (
            "SELECT count(*) FROM channels_unrouted WHERE kind = 'delivery' AND reason LIKE 'Cou%'"
        )
        eventually(lambda: product.count(kept) == 1)
    product.command("reconcile", "whatsapp")
    assert product.count(kept) == 0


def test_a_forged_signature_of_the_other_app_reads_no_secret_twice(product: Product) -> None:
    body = bodies.letters(product.facts["demo"], [_message("x")])
    headers = {"X-Hub-Signature-256": signature("guess", body)}
    answers = {product.ask("POST", WEBHOOK, body=body, headers=headers).status for _ in range(30)}
    assert answers == {401}
