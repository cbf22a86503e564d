"""Every class of trouble at Meta ends in the right status, in words, with nothing lost or doubled.

The classes are those of the table of error codes (Cloud API: error codes).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from chatsync.channels.whatsapp.error_table import ROWS
from tests.chaos import bodies
from tests.support.product import Answer, Product, eventually

_serial = count(923460000000)
_SETTLED = {"delivered", "read"}
_ENDS = [r.codes[0] for r in ROWS if r.kind == "permanent" and not r.effects & {"number", "window"}]
_HOLDS = [r.codes[0] for r in ROWS if "number" in r.effects]
_DOUBTS = [r.codes[0] for r in ROWS if r.kind == "unknown"]
_WAITS_LONG = [r.codes[0] for r in ROWS if r.kind in {"wait", "retry"} and r.wait_s >= 60]


@dataclass(frozen=True)
class Talk:
    """A customer who has just written to the workspace, and the agent's side of it."""

    product: Product
    who: str
    customer: str
    conversation_id: str

    def trouble(self, mode: str, **more: Any) -> None:
        number = self.product.facts[self.who]["phone_number_id"]
        self.product.sandbox("faults", {"mode": mode, "phone_number_id": number, **more})

    def post(self, text: str) -> Answer:
        wish = {"client_id": str(uuid4()), "text": text}
        path = f"conversations/{self.conversation_id}/messages"
        return self.product.api(path, method="POST", body=wish, who=self.who)

    def say(self, text: str) -> str:
        """Answer the customer; the id of the message."""
        answer = self.post(text)
        assert answer.status == 201, answer.body
        return str(answer.json()["id"])

    def message(self, message_id: str) -> Any:
        path = f"conversations/{self.conversation_id}/messages"
        items = self.product.api(path, who=self.who).json()["items"]
        return next(item for item in items if item["id"] == message_id)

    def becomes(self, message_id: str, *wanted: str) -> Any:
        """Wait until the message stands so; it as the thread shows it."""

        def standing() -> Any:
            found = self.message(message_id)
            return found if found["status"] in wanted else None

        return eventually(standing)

    def reached(self) -> list[str]:
        """The texts that the customer's phone got."""
        items = self.product.sandbox(f"sends?to={self.customer}")["items"]
        return [item["text"] for item in items]

    def waits(self, message_id: str) -> bool:
        """Whether it is queued for later: it was tried and waits for its time."""
        with self.product.database() as connection:
            row = connection.execute(
                "SELECT waits > 0 AND due_at > now() + interval '20 seconds' "
                "FROM channels_dispatch WHERE id = %s AND state = 'queued'",
                [message_id],
            ).fetchone()
        return bool(row and row[0])


def _talk(product: Product, who: str) -> Talk:
    message = bodies.text_message(str(next(_serial)), "Salam")
    assert product.deliver(bodies.letters(product.facts[who], [message]), who=who) == 200
    path = f"messages?wamid={message['id']}"
    items = eventually(lambda: product.api(path, who=who).json()["items"])
    return Talk(product, who, message["from"], items[0]["conversation_id"])


@pytest.fixture
def talk(product: Product) -> Iterator[Talk]:
    yield _talk(product, "demo")
    product.sandbox("faults", method="DELETE")


@pytest.fixture
def other(product: Product) -> Iterator[Talk]:
    """A talk of the other workspace, whose number is connected anew at the end.

    Nobody looks at its health meanwhile: a look that Meta answers lets a held number go on at once.
    """
    with product.database() as connection:
        connection.execute("UPDATE channels_number SET look_at = now() + interval '1 hour'")
    yield _talk(product, "demo2")
    product.sandbox("faults", method="DELETE")
    _connect_again(product)


def _number(product: Product) -> Any:
    return product.api("numbers", who="demo2").json()["items"][0]


def _connect_again(product: Product) -> None:
    """What the owner does who was told that the token was lost."""
    known = product.known_to_meta("demo2")
    facts = product.facts["demo2"]
    app = {
        "app_id": known["app_id"],
        "secret": facts["app_secret"],
        "verify_token": facts["verify_token"],
    }
    wish = {
        "phone_number_id": facts["phone_number_id"],
        "waba_id": facts["waba_id"],
        "token": known["token"],
        "app": app,
    }
    answer = product.api("numbers", method="POST", body=wish, who="demo2")
    assert answer.status in {200, 201}, answer.body
    assert answer.json()["status"] == "connected"


@pytest.mark.parametrize("code", _ENDS)
def test_a_refusal_for_good_fails_in_words_and_is_not_repeated(talk: Talk, code: int) -> None:
    talk.trouble("error", code=code, next=1)
    failed = talk.becomes(talk.say(f"ends with {code}"), "failed")
    assert failed["error"]["code"] == code
    assert failed["error"]["title"]
    assert failed["error"]["advice"]
    later = talk.say("after it")
    talk.becomes(later, *_SETTLED)
    assert talk.reached() == ["after it"]


def test_a_window_that_meta_calls_closed_is_closed(talk: Talk) -> None:
    talk.trouble("error", code=131047, next=1)
    failed = talk.becomes(talk.say("too late"), "failed")
    assert failed["error"]["code"] == 131047
    assert failed["error"]["advice"]
    assert talk.post("after it").json()["code"] == "window_closed"


@pytest.mark.parametrize("code", [131026, 131047, 131049, 130472])
def test_a_failure_told_by_a_later_status_fails_in_words(talk: Talk, code: int) -> None:
    talk.trouble("failed_status", code=code, next=1)
    failed = talk.becomes(talk.say(f"fails later with {code}"), "failed")
    assert failed["error"]["code"] == code
    assert failed["error"]["advice"]


@pytest.mark.parametrize("code", [130429, 131056])
def test_a_message_sent_too_fast_waits_and_then_goes_out_once(talk: Talk, code: int) -> None:
    talk.trouble("error", code=code, next=1)
    first, second = talk.say(f"slowed by {code}"), talk.say("right behind it")
    talk.becomes(first, *_SETTLED)
    talk.becomes(second, *_SETTLED)
    assert sorted(talk.reached()) == ["right behind it", f"slowed by {code}"]


def test_an_answer_429_waits_and_then_goes_out_once(talk: Talk) -> None:
    talk.trouble("http_429", next=2)
    talk.becomes(talk.say("too many requests"), *_SETTLED)
    assert talk.reached() == ["too many requests"]


@pytest.mark.parametrize("code", _WAITS_LONG)
def test_what_meta_wants_later_waits_in_the_queue(talk: Talk, code: int) -> None:
    talk.trouble("error", code=code, next=1)
    message_id = talk.say(f"waits for {code}")
    eventually(lambda: talk.waits(message_id))
    assert talk.message(message_id)["status"] == "queued"
    assert talk.reached() == []


@pytest.mark.parametrize("code", _DOUBTS)
def test_trouble_at_meta_leaves_doubt_in_words_and_is_not_repeated(talk: Talk, code: int) -> None:
    talk.trouble("error", code=code, next=1)
    doubtful = talk.becomes(talk.say(f"doubtful for {code}"), "unknown")
    assert doubtful["error"]["title"]
    assert doubtful["error"]["advice"]
    talk.becomes(talk.say("after it"), *_SETTLED)
    assert talk.reached() == ["after it"]


@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_error_after_the_message_was_taken_is_resolved_by_its_status(
    talk: Talk, status: int
) -> None:
    talk.trouble("delays", sent=1.5, delivered=2)
    talk.trouble("5xx_after", status=status, next=1)
    message_id = talk.say(f"taken in spite of {status}")
    talk.becomes(message_id, "unknown")
    resolved = talk.becomes(message_id, *_SETTLED)
    assert resolved["error"] is None
    assert resolved["wamid"]
    assert talk.reached() == [f"taken in spite of {status}"]


def test_no_answer_after_the_message_was_taken_is_resolved_by_its_status(talk: Talk) -> None:
    talk.trouble("timeout_after", next=1)
    message_id = talk.say("taken in silence")
    talk.becomes(message_id, *_SETTLED)
    sql = f"SELECT count(*) FROM channels_dispatch WHERE id = '{message_id}'"
    eventually(lambda: talk.product.count(sql) == 0)
    assert talk.message(message_id)["status"] in _SETTLED
    assert talk.reached() == ["taken in silence"]


@pytest.mark.parametrize("mode", ["duplicate_statuses", "shuffle_statuses"])
def test_doubled_and_shuffled_statuses_end_at_read(talk: Talk, mode: str) -> None:
    talk.trouble(mode)
    talk.trouble("delays", sent=0.1, delivered=0.2, read=0.3)
    for n in range(5):
        talk.becomes(talk.say(f"{mode} {n}"), "read")


@pytest.mark.parametrize("code", _HOLDS)
def test_a_number_that_may_not_send_is_held_and_loses_nothing(other: Talk, code: int) -> None:
    other.trouble("error", code=code, next=1)
    first = other.say(f"held by {code}")
    eventually(lambda: _number(other.product)["status"] == "token_lost")
    second = other.say("written while it is held")
    assert other.message(first)["status"] == "queued"
    assert other.message(second)["status"] == "queued"
    assert other.reached() == []
    _connect_again(other.product)
    other.becomes(first, *_SETTLED)
    other.becomes(second, *_SETTLED)
    assert other.reached() == [f"held by {code}", "written while it is held"]


def test_messages_still_come_in_while_a_number_is_held(other: Talk) -> None:
    other.trouble("error", code=190, next=1)
    other.say("held")
    eventually(lambda: _number(other.product)["status"] == "token_lost")
    message = bodies.text_message(other.customer, "Hello?")
    facts = other.product.facts["demo2"]
    assert other.product.deliver(bodies.letters(facts, [message]), who="demo2") == 200
    path = f"messages?wamid={message['id']}"
    eventually(lambda: other.product.api(path, who="demo2").json()["items"])
