"""What the sender does when Meta refuses, fails, does not answer or is not there."""

import asyncio
from typing import Any

import aiohttp
import pytest
from msgspec.structs import replace

from chatsync.channels.actions import sending as deeds
from chatsync.channels.actions.dispatch import HELD_UNTIL, release_number
from chatsync.channels.actions.sending import Letter, Outcome
from chatsync.channels.loops.deliver import deliver
from chatsync.channels.loops.pace import Pace
from chatsync.channels.models import Dispatch, Number, NumberStatus
from chatsync.channels.tests.feed import feed
from chatsync.channels.tests.sender import (
    all_gone,
    answer,
    forget,
    make_due,
    sending,
    status,
    taken,
    texts_taken,
    wish,
)
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.channels.tests.whatsapp_builders import reported
from chatsync.channels.tests.whatsapp_builders import status as tick
from chatsync.channels.whatsapp.client import open_graph
from chatsync.inbox.queries import shapes
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.kit.db import Line
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from tests.support.product import eventually


def held(access: Access) -> Number:
    with scope(access.workspace_id):
        found: Number = Number.objects.get()
    return found


def test_throughput_refusals_slow_the_number_down_and_everything_goes_out(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    wish(meta, "error", code=130429, next=4)
    conversation = a_conversation(owner, number=number)
    for at in range(8):
        answer(owner, conversation, str(at))
    with sending():
        eventually(all_gone)
    assert texts_taken(meta) == [str(at) for at in range(8)]


def test_an_http_429_is_taken_the_same_way(owner: Access, number: Number, meta: Sandbox) -> None:
    wish(meta, "http_429", next=1)
    message = answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(all_gone)
    assert status(owner, message) == "accepted"


def test_too_many_to_one_customer_wait_in_order_and_hold_up_nobody_else(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    wish(meta, "error", code=131056, next=1)
    conversation = a_conversation(owner, number=number)
    first, second = (answer(owner, conversation, text) for text in ("first", "second"))
    with sending():
        eventually(lambda: Dispatch.objects.filter(id=first.id, waits=1).exists())
        other = answer(owner, a_conversation(owner, number=number), "other")
        eventually(lambda: status(owner, other) == "accepted")
        assert Dispatch.objects.get(id=first.id).due_at > now()
        assert texts_taken(meta) == ["other"]
        make_due(first.id)
        make_due(second.id)
        eventually(all_gone)
    assert texts_taken(meta) == ["other", "first", "second"]


@pytest.mark.parametrize("code", [131026, 131047, 130472, 132001, 999_999])
def test_a_refusal_for_good_fails_with_its_code_and_words(
    owner: Access, number: Number, meta: Sandbox, code: int
) -> None:
    wish(meta, "error", code=code, next=1)
    message = answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(all_gone)
    assert (status(owner, message), message.error_code) == ("failed", code)
    with scope(owner.workspace_id):
        shown = shapes.messages([message.id])[message.id].error
    assert shown is not None
    assert shown.title
    assert shown.advice


def test_a_lost_token_holds_the_number_and_its_queue_until_it_is_mended(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    wish(meta, "error", code=190)
    conversation = a_conversation(owner, number=number)
    messages = [answer(owner, conversation, str(at)) for at in range(3)]
    with sending():
        eventually(lambda: held(owner).status == NumberStatus.TOKEN_LOST)
        messages.append(answer(owner, conversation, "3"))
        eventually(lambda: Dispatch.objects.filter(due_at=HELD_UNTIL).count() == 4)
        forget(meta)
        assert {status(owner, message) for message in messages} == {"queued"}
        with scope(owner.workspace_id):
            release_number(number.id)
        eventually(all_gone)
    assert texts_taken(meta) == ["0", "1", "2", "3"]


def test_a_token_that_does_not_open_holds_the_number(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    with scope(owner.workspace_id):
        Number.objects.update(token=b"v1|gone|0123456789abcdef")
    message = answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(lambda: held(owner).status == NumberStatus.TOKEN_LOST)
        eventually(lambda: Dispatch.objects.filter(due_at=HELD_UNTIL, state="queued").exists())
    assert (status(owner, message), taken(meta)) == ("queued", [])
    assert held(owner).hold_reason


@pytest.mark.parametrize(("mode", "sends"), [("5xx_after", 1), ("5xx_before", 0)])
def test_an_answer_that_says_nothing_leaves_the_message_unknown_and_unrepeated(
    owner: Access, number: Number, meta: Sandbox, mode: str, sends: int
) -> None:
    wish(meta, mode, next=1)
    message = answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(all_gone)
    assert (status(owner, message), message.wamid) == ("unknown", None)
    assert len(taken(meta)) == sends


def test_the_status_with_our_mark_resolves_what_nobody_answered(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    wish(meta, "5xx_after", next=1)
    message = answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(all_gone)
    (item,) = taken(meta)
    body = tick("sent", id=item["id"], biz_opaque_callback_data=item["biz_opaque_callback_data"])
    webhook = reported(body)
    webhook["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "5001"
    feed(number, webhook)
    assert (status(owner, message), message.wamid) == ("sent", item["id"])


def test_a_request_that_left_and_got_no_answer_in_time_is_unknown(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    wish(meta, "timeout_after", next=1)
    answer(owner, a_conversation(owner, number=number), "hello")
    outcome = asyncio.run(sent_patiently(meta, a_letter()))
    assert outcome.settled is not None
    assert (outcome.settled.state, outcome.again_in, len(taken(meta))) == ("unknown", None, 1)


def a_letter() -> Letter:
    """The only queued message, claimed and loaded."""
    line = Line()
    try:
        own = deeds.sign_on(line, 4711, ())
        claims = deeds.claim(own, 4711, {deeds.waiting_numbers(own)[0]: 1})
    finally:
        line.drop()
    (letter,) = deeds.load(claims)[0]
    return letter


async def sent_patiently(meta: Sandbox, letter: Letter) -> Outcome:
    async with open_graph(meta.url, "v25.0") as graph:
        hasty = replace(graph, timeout=aiohttp.ClientTimeout(total=0.5))
        return await deliver(hasty, letter, Pace())


def test_where_nobody_listens_the_message_waits_and_goes_out_later(
    owner: Access, number: Number, meta: Sandbox, settings: Any
) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"
    conversation = a_conversation(owner, number=number)
    messages = [answer(owner, conversation, text) for text in ("one", "two")]
    with sending():
        eventually(lambda: Dispatch.objects.filter(waits__gte=1, state="queued").count() == 2)
    assert {status(owner, message) for message in messages} == {"queued"}
    settings.GRAPH_URL = meta.url
    with sending():
        eventually(all_gone)
    assert texts_taken(meta) == ["one", "two"]
