"""Chaos: processes and the database are killed while customers write and agents answer.

CHATSYNC_CHAOS_SECONDS makes it longer (5,000 messages for every 75 s), CHATSYNC_CHAOS_SEED
chooses the order of the kills. The sandbox is no victim: what it accepted is known to its memory
alone, and a lost record could neither prove nor refute a double send.
"""

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from tests.chaos import aftermath, agents, mirror, photos, storm
from tests.support.product import Product, running
from tests.support.sign_in import sign_in

_SECONDS = float(os.environ.get("CHATSYNC_CHAOS_SECONDS", "66"))
_VICTIMS = ("web", "ingest", "sender", "jobs", "collector", "postgres")
_EVERY_S = 3.0
_KILLS = max(20, int(_SECONDS / _EVERY_S) - 2)
_MESSAGES = max(5000, int(5000 * _SECONDS / 75))
_REPLIES = max(500, int(500 * _SECONDS / 75))
_CUSTOMERS = 200
_PHOTOS = _MESSAGES // 100
_QUIETER = 50
_REST_S = 90.0


@dataclass(frozen=True)
class After:
    """The product after the storm, and what was thrown at it."""

    product: Product
    letters: list[storm.Letter]
    quiet: list[storm.Letter]
    tally: storm.Tally
    threads: dict[str, list[Any]]
    mirrors: dict[str, mirror.Mirror]


@pytest.fixture(scope="module")
def after() -> Iterator[After]:
    with running() as product:
        pictures = photos.photos_at_meta(product, _PHOTOS)
        letters = storm.write_letters(_CUSTOMERS, _MESSAGES, pictures)
        quiet = storm.write_letters(_CUSTOMERS // 10, _MESSAGES // _QUIETER)
        tally, mirrors = asyncio.run(_weather(product, letters, quiet))
        found = aftermath.threads(product, [letter.sender for letter in letters])
        _say(product, tally, mirrors)
        yield After(product, letters, quiet, tally, found, mirrors)


async def _weather(
    product: Product, letters: list[storm.Letter], quiet: list[storm.Letter]
) -> tuple[storm.Tally, dict[str, mirror.Mirror]]:
    tally, dice = storm.Tally(), random.Random(20)
    made = storm.in_duplicate(product.facts["demo"], letters, dice)
    beside = storm.in_duplicate(product.facts["demo2"], quiet, dice)
    owner = product.facts["demo"]["members"]["owner"]
    cookie = sign_in(product, owner["login"], owner["password"])
    mirrors = {"long poll": mirror.begin(product), "socket": mirror.begin(product)}
    watching = [
        asyncio.create_task(mirror.by_long_poll(product, mirrors["long poll"])),
        asyncio.create_task(mirror.by_socket(product, mirrors["socket"], cookie)),
    ]
    begun = time.monotonic()
    await asyncio.gather(
        storm.pour(product, made, _SECONDS, tally),
        storm.pour(product, beside, _SECONDS, tally, "demo2"),
        agents.answer(product, letters, _REPLIES, _SECONDS, tally),
        storm.kill(product, _VICTIMS, _EVERY_S, tally, _KILLS),
    )
    tally.seconds = time.monotonic() - begun
    await asyncio.to_thread(photos.fetch_what_a_killed_process_held, product)
    await asyncio.to_thread(aftermath.wait_for_rest, product, tally.replies, _REST_S)
    await _caught_up(product, mirrors)
    for task in watching:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    return tally, mirrors


async def _caught_up(product: Product, mirrors: dict[str, mirror.Mirror]) -> None:
    head = (await asyncio.to_thread(product.api, "events")).json()["seq"]
    until = time.monotonic() + 60
    while any(one.seq < head for one in mirrors.values()):
        assert time.monotonic() < until, {name: one.seq for name, one in mirrors.items()}
        await asyncio.sleep(0.1)


def _say(product: Product, tally: storm.Tally, mirrors: dict[str, mirror.Mirror]) -> None:
    """The figures of the run, for whoever reads the log."""
    slowest = max(seconds for _, seconds in tally.kills)
    unknown = _in_doubt(product, tally.replies)
    victims = dict(Counter(name for name, _ in tally.kills))
    lines = [
        f"{len(tally.kills)} kills in {tally.seconds:.0f} s: {victims}",
        f"slowest restart {slowest:.2f} s; refused on the way: {tally.refused}",
        f"connections lost: { {name: one.lost for name, one in mirrors.items()} }",
        f"answers: {dict(Counter(aftermath.statuses(product, tally.replies).values()))}",
        f"in doubt: {[reply.text for reply in unknown]}",
    ]
    sys.stderr.write("\n".join(["", *lines, ""]))


def _in_doubt(product: Product, replies: list[storm.Reply]) -> list[storm.Reply]:
    now = aftermath.statuses(product, replies)
    return [reply for reply in replies if now[reply.message_id] == "unknown"]


def test_enough_was_killed_and_everything_was_taken(after: After) -> None:
    assert len(after.tally.kills) >= 20
    assert {name for name, _ in after.tally.kills} == set(_VICTIMS)
    assert len(after.tally.replies) == _REPLIES


def test_every_message_is_stored_once_in_the_order_of_metas_time(after: After) -> None:
    stored = {
        sender: [bubble["wamid"] for bubble in thread if bubble["direction"] == "in"]
        for sender, thread in after.threads.items()
    }
    assert stored == aftermath.in_order(after.letters)


def test_the_quiet_neighbour_has_its_own_messages_and_no_other(after: After) -> None:
    senders = [letter.sender for letter in after.quiet]
    threads = aftermath.threads(after.product, senders, "demo2")
    stored = {sender: [bubble["wamid"] for bubble in thread] for sender, thread in threads.items()}
    assert stored == aftermath.in_order(after.quiet)


def test_every_photo_is_the_one_that_was_sent(after: After) -> None:
    shown = {bubble["wamid"]: bubble for thread in after.threads.values() for bubble in thread}
    sent = [letter for letter in after.letters if letter.photo]
    assert len(sent) == _PHOTOS
    for letter in sent:
        media = shown[letter.wamid]["media"]
        assert (media["state"], media["caption"]) == ("stored", letter.words)
        assert letter.photo is not None
        assert photos.kept(after.product, media["id"]) == letter.photo.content


def test_every_note_is_there_once(after: After) -> None:
    written = {(note.conversation_id, note.text) for note in after.tally.notes}
    assert len(written) > 20
    assert aftermath.notes(after.product, after.tally.notes) == dict.fromkeys(written, 1)


def test_a_message_is_found_by_metas_id(after: After) -> None:
    for letter in random.Random(7).sample(after.letters, 100):
        items = after.product.api(f"messages?wamid={letter.wamid}").json()["items"]
        assert [item["text"] for item in items] == [letter.words]


def test_no_answer_was_sent_twice(after: After) -> None:
    twice = {
        key: count
        for key, count in aftermath.sends(after.product, after.tally.replies).items()
        if count > 1
    }
    assert twice == {}


def test_every_answer_is_in_its_thread_once_and_settled(after: After) -> None:
    shown = Counter(
        (sender, bubble["text"], bubble["id"])
        for sender, thread in after.threads.items()
        for bubble in thread
        if bubble["direction"] == "out"
    )
    assert shown == Counter((r.recipient, r.text, r.message_id) for r in after.tally.replies)
    assert set(aftermath.statuses(after.product, after.tally.replies).values()) <= (
        aftermath.SETTLED
    )


def test_what_reached_the_customer_does_not_stay_in_doubt(after: After) -> None:
    reached = aftermath.sends(after.product, after.tally.replies)
    doubtful = _in_doubt(after.product, after.tally.replies)
    assert [reply for reply in doubtful if reached[reply.recipient, reply.text]] == []


def test_what_was_not_reached_is_in_doubt_or_failed(after: After) -> None:
    reached = aftermath.sends(after.product, after.tally.replies)
    now = aftermath.statuses(after.product, after.tally.replies)
    missed = [r for r in after.tally.replies if not reached[r.recipient, r.text]]
    assert {now[reply.message_id] for reply in missed} <= {"unknown", "failed"}


def test_no_row_is_stuck(after: After) -> None:
    assert aftermath.queues(after.product) == {}


@pytest.mark.parametrize("name", ["long poll", "socket"])
def test_a_page_that_kept_reconnecting_shows_what_a_fresh_one_shows(
    after: After, name: str
) -> None:
    page = after.mirrors[name]
    assert page.flaws == []
    assert page.lost > 0
    rows = {row["id"]: row for row in aftermath.pages(after.product, "conversations?queue=all")}
    for thread in after.threads.values():
        for bubble in thread:
            assert page.messages[bubble["id"]] == bubble
        conversation_id = thread[0]["conversation_id"]
        assert page.conversations[conversation_id] == rows[conversation_id]
