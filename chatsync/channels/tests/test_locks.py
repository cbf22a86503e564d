"""Answers, deliveries and settled sends in the same conversations at the same time."""

import threading
import time
from collections.abc import Callable
from uuid import UUID

from django.db import connections

from chatsync.channels.actions import sending as deeds
from chatsync.channels.actions.ingest import store
from chatsync.channels.actions.sending import Claimed, Outcome
from chatsync.channels.events import Settled
from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line
from chatsync.channels.tests.sender import answer
from chatsync.channels.tests.whatsapp_builders import as_bytes, change, delivery, message, wamid
from chatsync.inbox.models import Conversation, Message
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

_TURNS = 25


def test_answers_deliveries_and_settled_sends_never_wait_for_each_other_in_a_ring(
    db: None,
) -> None:
    owner = a_workspace()[1]
    number = a_line(owner)
    _deliver(number, 0)
    with scope(owner.workspace_id):
        conversations = list(Conversation.objects.order_by("id"))
    faults: list[BaseException] = []
    deeds_at_once = [
        *(lambda turn, c=c: _answer(owner, number, c, turn) for c in conversations),
        lambda turn: _deliver(number, turn + 1),
    ]
    threads = [threading.Thread(target=_repeat, args=(deed, faults)) for deed in deeds_at_once]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with scope(owner.workspace_id):
        said = Message.objects.filter(direction="out", status="accepted").count()
        heard = Message.objects.filter(direction="in").count()
    assert (said, heard) == (4 * _TURNS, 4 * (_TURNS + 1))


def _repeat(deed: Callable[[int], None], faults: list[BaseException]) -> None:
    try:
        for turn in range(_TURNS):
            deed(turn)
    except Exception as error:  # noqa: BLE001  the test shows whatever it was
        faults.append(error)
    finally:
        connections.close_all()


def _answer(owner: Access, number: Number, conversation: Conversation, turn: int) -> None:
    """An agent's answer, and the sender's word on it, told together with others'."""
    message = answer(owner, conversation, str(turn))
    claim = Claimed(message.id, owner.workspace_id, number.id, conversation.id, 0)
    deeds.settle([Outcome(claim, settled=_accepted(message.id, number.id))])


def _accepted(message_id: UUID, number_id: UUID) -> Settled:
    return Settled(message_id, number_id, "accepted", wamid=f"wamid.{message_id}")


def _deliver(number: Number, turn: int) -> None:
    """One message of each of four customers, in one delivery."""
    seconds = str(int(time.time()))
    said = [
        message(
            "text",
            id=wamid(f"{turn}.{who}"),
            timestamp=seconds,
            text={"body": "Hm"},
            **{"from": f"9230011122{who}"},
        )
        for who in range(4)
    ]
    store([(number.app_id, as_bytes(delivery(change("messages", messages=said))))])
