"""Whatever steps a search takes to be quick, it finds what reading every message would find."""

import random
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connection

from chatsync.inbox.queries.search import found
from chatsync.inbox.tests.make import a_number
from chatsync.kit.clock import now
from chatsync.kit.db import recordset
from chatsync.kit.ids import uuid7
from chatsync.kit.pages import read_cursor
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Role
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")

MESSAGES = 13_000
TALKS = 130
PAGES = 3
LIMIT = 60
ASKED = [
    "common",
    "comm Salam",
    "COMMON urgent",
    "middling",
    "urgent middling",
    "rare",
    "بھائی",
    "بھائی common",
    "faded",
    "faded common",
    "recent",
    "03001112223",
    "absent",
    "common absent",
]


class Line(NamedTuple):
    """A message as the plain scan reads it."""

    at: int
    id: str
    talk: int
    text: str


class House(NamedTuple):
    lines: list[Line]
    holders: list[UUID | None]
    readers: dict[str, Access]


@pytest.fixture
def house() -> House:
    """130 conversations of 100 messages: 65 are one agent's, two another's, the rest nobody's."""
    chance = random.Random(20)
    workspace, owner = a_workspace()
    busy, quiet = a_member(workspace), a_member(workspace, name="Quiet")
    wide, wide_owner = a_workspace("Lahore", visibility="own_unassigned")
    sharer = a_member(wide, Role.AGENT)
    holders = [busy.member_id] * 65 + [quiet.member_id] * 2 + [None] * 63
    shared = [sharer.member_id] * 4 + [wide_owner.member_id] * 40 + [None] * 86
    lines = [_line(chance, number) for number in range(MESSAGES)]
    _store(owner, lines, holders)
    _store(wide_owner, lines, shared)
    readers = {"owner": owner, "busy": busy, "quiet": quiet, "sharer": sharer}
    return House(lines, [*holders, *shared], readers)


def _line(chance: random.Random, number: int) -> Line:
    """Some words are everywhere, some nowhere near now, some stand in few messages."""
    age = number // 2  # seconds; two messages share each
    words = ["Salam", "word" + str(chance.randrange(900))]
    for word, share in (("Common", 0.3), ("middling", 0.03), ("urgent", 0.01), ("بھائی", 0.05)):
        if chance.random() < share:
            words.append(word)
    if chance.random() < (0.4 if age > MESSAGES // 4 else 0.0):
        words.append("faded")
    if age < 90:
        words.append("recent")
    if number in {5, 900, 12_000}:
        words.append("rarest 03001112223")
    chance.shuffle(words)
    return Line(-age, str(uuid7()), chance.randrange(TALKS), " ".join(words))


def _store(access: Access, lines: list[Line], holders: list[UUID | None]) -> None:
    number, start = a_number(access), now()
    talks = [str(uuid7()) for _ in holders]
    made = [
        {
            "id": talk,
            "contact": str(uuid7()),
            "holder": str(holder or ""),
        }
        for talk, holder in zip(talks, holders, strict=True)
    ]
    said = [
        {"id": _own(access, line), "talk": talks[line.talk], "text": line.text, "at": line.at}
        for line in lines
    ]
    with scope(access.workspace_id) as here, connection.cursor() as cursor:
        cursor.execute(_CONTACTS, [here, recordset(made)])
        cursor.execute(_TALKS, [here, number.id, recordset(made)])
        cursor.execute(_MESSAGES, [here, number.id, start, recordset(said)])


def _own(access: Access, line: Line) -> str:
    """The line's id in this workspace, in the same order."""
    return line.id[:24] + access.workspace_id.hex[-12:]


_CONTACTS = """
INSERT INTO contacts_contact (id, workspace_id, profile_name, created_at)
SELECT contact, %s, 'Zahra', now() FROM json_to_recordset(%s::json) AS made (contact uuid)
"""
_TALKS = """
INSERT INTO inbox_conversation (id, workspace_id, number_id, contact_id, assignee_id, status,
  unread, last_direction, last_type, last_text, last_status, last_message_seq, seq, created_at)
SELECT id, %s, %s, contact, nullif(holder, '')::uuid, 'open', 0, '', '', '', '', 0, 0, now()
FROM json_to_recordset(%s::json) AS made (id uuid, contact uuid, holder text)
"""
_MESSAGES = """
INSERT INTO inbox_message (id, workspace_id, conversation_id, number_id, direction, origin, type,
  text, status, rank, wamid, sent_at, stored_at, error_title, error_details, seq)
SELECT id, %s, talk, %s, 'in', 'live', 'text', text, 'received', 0, id::text,
  %s + at * interval '1 second', now(), '', '', 0
FROM json_to_recordset(%s::json) AS said (id uuid, talk uuid, text text, at int)
"""


def _scanned(house: House, who: str, asked: str) -> Iterator[str]:
    """What a member finds, by reading all."""
    reader = house.readers[who]
    holders = house.holders[TALKS:] if who == "sharer" else house.holders[:TALKS]
    may_see = {"owner": None, "sharer": {reader.member_id, None}}.get(who, {reader.member_id})
    wanted = asked.lower().split()
    for line in sorted(house.lines, reverse=True):
        words = line.text.lower().split()
        hit = all(any(word.startswith(one) for word in words) for one in wanted)
        if hit and (may_see is None or holders[line.talk] in may_see):
            yield _own(reader, line)


def _searched(access: Access, asked: str) -> list[str]:
    hits: list[str] = []
    after = None
    for _page in range(PAGES):
        page = found(access, asked, after, LIMIT)
        hits += [str(item.id) for item in page.items if item.kind == "message"]
        if page.next_cursor is None:
            break
        after = read_cursor(page.next_cursor)
    return hits


def test_every_reader_finds_what_a_plain_scan_finds(house: House) -> None:
    for who, access in house.readers.items():
        for asked in ASKED:
            expected = list(islice(_scanned(house, who, asked), PAGES * LIMIT))
            assert _searched(access, asked) == expected, (who, asked)
