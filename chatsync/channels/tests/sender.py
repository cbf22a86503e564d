"""The sender running against the sandbox, and what the sandbox took."""

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import connections

from chatsync.channels.actions.dispatch import dispatch
from chatsync.channels.loops.send import send
from chatsync.channels.models import Dispatch, Number
from chatsync.channels.tests.feed import a_line
from chatsync.channels.tests.stand_in import OTHER_TOKEN, TOKEN, Sandbox
from chatsync.channels.whatsapp.outgoing import Frame, Recipient, text_body
from chatsync.inbox.actions.send import send_message
from chatsync.inbox.models import Conversation, Message
from chatsync.inbox.schemas import MessageIn
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

BULK = 9


def a_sandbox_line(access: Access, which: int = 1, **changes: Any) -> Number:
    """A number that the sandbox knows: the first or the second."""
    token = TOKEN if which == 1 else OTHER_TOKEN
    return a_line(access, f"500{which}", graph_token=token, waba_id=f"600{which}", **changes)


def answer(access: Access, conversation: Conversation, text: str | None, **wanted: Any) -> Message:
    """An agent's answer, on its way."""
    body = {"client_id": uuid4(), "type": "text", "text": text, **wanted}
    sent = send_message(access, conversation.id, MessageIn.model_validate(body)).message
    with scope(access.workspace_id):
        found: Message = Message.objects.get(id=sent.id)
    return found


def bulk(access: Access, number: Number, count: int) -> None:
    """Messages of a campaign, each to a customer of its own."""
    with scope(access.workspace_id):
        for at in range(count):
            recipient = Recipient(phone=f"9230{at:08}")
            dispatch(
                message_id=uuid7(),
                number_id=number.id,
                pair_id=uuid7(),
                recipient=recipient,
                body=text_body(Frame(recipient), f"bulk {at}"),
                priority=BULK,
            )


@contextmanager
def sending(senders: int = 1) -> Iterator[None]:
    """Senders at work inside the block; what is on its way at its end is still settled."""
    stop = threading.Event()
    threads = [threading.Thread(target=_run, args=(stop,)) for _ in range(senders)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


def _run(stop: threading.Event) -> None:
    try:
        send(stop)
    finally:
        connections.close_all()


def status(access: Access, message: Message) -> str:
    with scope(access.workspace_id):
        message.refresh_from_db()
    return message.status


def all_gone() -> bool:
    return not Dispatch.objects.exists()


def make_due(message_id: UUID) -> None:
    """Let the time pass for which a message waits."""
    Dispatch.objects.filter(id=message_id, state="queued").update(due_at="2026-01-01T00:00:00Z")


def taken(sandbox: Sandbox, number: str = "") -> list[dict[str, Any]]:
    """What the sandbox accepted, oldest first."""
    with urllib.request.urlopen(f"{sandbox.url}/_control/sends?phone_number_id={number}") as found:
        items: list[dict[str, Any]] = json.loads(found.read())["items"]
    return items


def texts_taken(sandbox: Sandbox) -> list[str]:
    return [item["text"] for item in taken(sandbox)]


def forget(sandbox: Sandbox) -> None:
    """No faults, no sends: as if the sandbox were new."""
    for what in ("faults", "sends"):
        request = urllib.request.Request(f"{sandbox.url}/_control/{what}", method="DELETE")
        urllib.request.urlopen(request).close()


def wish(sandbox: Sandbox, mode: str, **more: Any) -> None:
    sandbox.control("faults", {"mode": mode, **more})
