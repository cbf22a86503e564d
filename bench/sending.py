"""How fast the sender is against the stand-in, and whether a reply overtakes a bulk queue."""

import json
import time
import uuid
from typing import Any

import psycopg

from bench.figures import Figures, quantile
from bench.product import Product, running

_NUMBERS = 10
_MESSAGES = 10_000
_BULK = 20_000
_REPLIES = 40


def measure(figures: Figures) -> None:
    for ticks, name, target in ((False, "sender", 500), (True, "sender_with_ticks", None)):
        with running() as product:
            numbers = _numbers(product)
            product.sandbox(
                "faults", [{"mode": "ticks", "on": ticks}, {"mode": "limits", "on": False}]
            )
            rate = _rate(product, numbers, f"Bulk {name}")
            figures.keep(name, rate, "messages/s", at_least=target)
    with running() as product:
        product.sandbox("faults", [{"mode": "ticks", "on": False}])
        delays = _overtake(product)
        figures.keep("reply_overtakes_bulk_p95", quantile(delays, 0.95) * 1000, "ms", at_most=300)


def _numbers(product: Product) -> list[str]:
    """Nine more numbers beside the demo's, known to the product and to the stand-in."""
    with psycopg.connect(product.owner_url, autocommit=True) as connection:
        first = connection.execute(
            "SELECT id, workspace_id, waba_id, app_id FROM channels_number "
            "WHERE phone_number_id = %s",
            [product.facts["demo"]["phone_number_id"]],
        ).fetchone()
    assert first is not None
    made = [str(first[0])]
    state = product.sandbox("state")
    known = next(
        n
        for n in state["numbers"]
        if n["phone_number_id"] == product.facts["demo"]["phone_number_id"]
    )
    for n in range(1, _NUMBERS):
        wish = {
            "phone_number_id": f"99{n:013d}",
            "waba_id": first[2],
            "display_phone_number": f"+92 300 066{n:04d}",
            "verified_name": f"Number {n}",
            "token": f"EAAGbench{n:020d}",
            "app_id": known["app_id"],
        }
        product.sandbox("numbers", wish)
        answer = product.api(
            "numbers",
            body={
                "phone_number_id": wish["phone_number_id"],
                "waba_id": first[2],
                "token": wish["token"],
                "app": "operator",
            },
        )
        made.append(answer["id"])
    return made


def _queue(product: Product, numbers: list[str], count: int, text: str, priority: int) -> None:
    """Put messages into the queue as the product would: message, body, dispatch."""
    with psycopg.connect(product.owner_url) as connection:
        org = uuid.UUID(product.facts["demo"]["workspace"].removeprefix("org_"))
        connection.execute("SELECT set_config('chatsync.workspace', %s, true)", [str(org)])
        conversations = _conversations(connection, org, numbers)
        rows = [
            (uuid.uuid4(), *conversations[n % len(conversations)], n, f"{text} {n}")
            for n in range(count)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO inbox_message (id, workspace_id, conversation_id, number_id, "
                "direction, origin, type, text, status, rank, sent_at, stored_at, error_title, "
                "error_details, seq) VALUES (%s, %s, %s, %s, 'out', 'live', 'text', %s, 'queued', "
                "1, now(), now(), '', '', 0)",
                [(r[0], org, r[1], r[2], r[5]) for r in rows],
            )
            cursor.executemany(
                "INSERT INTO channels_outbound (id, workspace_id, number_id, body, attempt, "
                "created_at) VALUES (%s, %s, %s, %s, 0, now())",
                [(r[0], org, r[2], _body(r[3], r[5])) for r in rows],
            )
            cursor.executemany(
                "INSERT INTO channels_dispatch (id, workspace_id, number_id, pair_id, priority, "
                "due_at, state, waits) VALUES (%s, %s, %s, %s, %s, now(), 'queued', 0)",
                [(r[0], org, r[2], r[1], priority) for r in rows],
            )
        connection.execute("SELECT pg_notify('chatsync_dispatch', '')")


def _body(phone: str, text: str) -> str:
    return json.dumps(
        {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": phone,
            "type": "text",
            "text": {"body": text},
        }
    )


def _conversations(connection: Any, org: uuid.UUID, numbers: list[str]) -> list[tuple[Any, ...]]:
    """2,000 conversations over the numbers: (id, number, phone)."""
    made = []
    with connection.cursor() as cursor:
        for n in range(2000):
            contact, conversation = uuid.uuid4(), uuid.uuid4()
            phone = f"+92311{n:07d}"
            cursor.execute(
                "INSERT INTO contacts_contact (id, workspace_id, phone, created_at) "
                "VALUES (%s, %s, %s, now())",
                [contact, org, phone],
            )
            cursor.execute(
                "INSERT INTO inbox_conversation (id, workspace_id, number_id, contact_id, status, "
                "unread, last_direction, last_type, last_text, last_status, last_message_seq, seq, "
                "created_at) VALUES (%s, %s, %s, %s, 'open', 0, '', '', '', '', 0, 0, now())",
                [conversation, org, numbers[n % len(numbers)], contact],
            )
            made.append((conversation, numbers[n % len(numbers)], phone))
    return made


def _rate(product: Product, numbers: list[str], text: str) -> float:
    _queue(product, numbers, _MESSAGES, text, 0)
    begun = time.perf_counter()
    while product.sandbox("sends?count_only=1")["count"] < _MESSAGES:
        if time.perf_counter() - begun > 180:
            raise RuntimeError("the queue was not sent within three minutes")
        time.sleep(0.05)
    seconds = time.perf_counter() - begun
    _all_settled(product)
    return _MESSAGES / seconds


def _all_settled(product: Product) -> None:
    with psycopg.connect(product.owner_url, autocommit=True) as connection:
        for _ in range(200):
            row = connection.execute("SELECT count(*) FROM channels_dispatch").fetchone()
            if row == (0,):
                break
            time.sleep(0.1)
        left = connection.execute(
            "SELECT count(*) FROM inbox_message WHERE direction = 'out' AND wamid IS NULL"
        ).fetchone()
    if left != (0,):
        raise RuntimeError(f"{left} messages have no id of Meta's")


def _overtake(product: Product) -> list[float]:
    """Answers by an agent while 20,000 bulk messages wait at the same number."""
    number = product.api("conversations?queue=all&status=open")["items"][0]["number"]["id"]
    threads = product.api("conversations?queue=all&status=open")["items"]
    _queue(product, [number], _BULK, "Bulk", 9)
    time.sleep(1)
    delays = []
    for n in range(_REPLIES):
        text = f"Reply {n} {uuid.uuid4()}"
        at = time.time()
        product.api(
            f"conversations/{threads[n % len(threads)]['id']}/messages",
            body={"client_id": str(uuid.uuid4()), "type": "text", "text": text},
        )
        delays.append(_received(product, text, at) - at)
        time.sleep(0.2)
    return delays


def _received(product: Product, text: str, since: float) -> float:
    until = time.time() + 20
    while time.time() < until:
        for send in product.sandbox(f"sends?since={since}")["items"]:
            if send["text"] == text:
                return float(send["at"])
        time.sleep(0.05)
    raise RuntimeError("a reply did not arrive within 20 s")
