"""What is there when the storm is over, read through the API and in the database."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.chaos.storm import Letter, Note, Reply
from tests.support.product import Product, eventually

SETTLED = frozenset({"accepted", "sent", "delivered", "read", "failed", "unknown"})
_QUEUES = {
    "webhook bodies": "SELECT count(*) FROM channels_inbounddelivery",
    "answers on their way": "SELECT count(*) FROM channels_dispatch",
    "answers to hand over": "SELECT count(*) FROM channels_outbound",
    "photos to fetch": "SELECT count(*) FROM channels_mediafetch",
    "jobs": "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')",
}


def pages(product: Product, path: str, who: str = "demo") -> Iterator[Any]:
    """All items of a list."""
    cursor = ""
    while True:
        found = product.api(f"{path}{'&' if '?' in path else '?'}limit=100{cursor}", who=who)
        assert found.status == 200, found.body
        yield from found.json()["items"]
        if not found.json()["next_cursor"]:
            return
        cursor = f"&cursor={found.json()['next_cursor']}"


def threads(product: Product, senders: Sequence[str], who: str = "demo") -> dict[str, list[Any]]:
    """Every customer's thread, the oldest message first; one conversation each."""
    wanted, found = set(senders), dict[str, list[Any]]()
    for row in pages(product, "conversations?queue=all", who):
        sender = (row["contact"]["phone"] or "").removeprefix("+")
        if sender not in wanted:
            continue
        assert sender not in found, f"{sender} has two conversations"
        bubbles = list(pages(product, f"conversations/{row['id']}/messages", who))
        assert row["last_message"]["id"] == bubbles[0]["id"]
        assert row["last_message"]["status"] == bubbles[0]["status"]
        found[sender] = bubbles[::-1]
    return found


def sends(product: Product, replies: Sequence[Reply]) -> Counter[tuple[str, str]]:
    """How often each answer reached the stand-in, by (recipient, text)."""
    texts = {reply.text for reply in replies}
    return Counter(
        (item["to"].removeprefix("+"), item["text"])
        for item in product.sandbox("sends")["items"]
        if item["text"] in texts
    )


def statuses(product: Product, replies: Sequence[Reply]) -> dict[str, str]:
    """How each answer stands, by message id."""
    with product.database() as connection:
        ids = [reply.message_id for reply in replies]
        rows = connection.execute(
            "SELECT id::text, status FROM inbox_message WHERE id = ANY(%s::uuid[])", [ids]
        ).fetchall()
    return dict(rows)


def queues(product: Product) -> dict[str, int]:
    """What is still waiting, by queue; empty when nothing is."""
    counts = {name: product.count(sql) for name, sql in _QUEUES.items()}
    return {name: count for name, count in counts.items() if count}


def wait_for_rest(product: Product, replies: Sequence[Reply], within: float) -> None:
    """Until nothing waits and each answer that reached the stand-in was reported read."""

    def is_quiet() -> bool:
        if queues(product):
            return False
        reached = sends(product, replies)
        now = statuses(product, replies)
        return all(
            now[reply.message_id] in {"read", "failed"}
            for reply in replies
            if reached[reply.recipient, reply.text]
        )

    try:
        eventually(is_quiet, within)
    except AssertionError:
        raise AssertionError(
            f"still waiting: {queues(product)}, {Counter(statuses(product, replies).values())}"
        ) from None


def notes(product: Product, written: Sequence[Note]) -> Counter[tuple[str, str]]:
    """How often each note stands in its conversation."""
    talks = {note.conversation_id for note in written}
    return Counter(
        (talk, note["text"])
        for talk in talks
        for note in pages(product, f"conversations/{talk}/notes")
    )


def in_order(letters: Sequence[Letter]) -> dict[str, list[str]]:
    """Each customer's message ids by Meta's time."""
    found: dict[str, list[str]] = {}
    for letter in sorted(letters, key=lambda one: one.place):
        found.setdefault(letter.sender, []).append(letter.wamid)
    return found
