"""Finding messages by words and contacts by name or phone number, among what a member sees."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import phonenumbers
from django.db import connection

from chatsync.contacts.queries import CONTACT_COLUMNS
from chatsync.inbox.queries.shapes import MESSAGE_COLUMNS, MESSAGE_JOINS, made, message_of
from chatsync.inbox.queries.visible import search_holder, seen
from chatsync.inbox.schemas import ContactRef, FoundContact, FoundMessage, SearchPage
from chatsync.kit.db import set_cursor
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can

HOME_REGION = "PK"
"""How a number without a country code is read (PRODUCT: +92 is the default)."""

_CONTACTS_SHOWN = 10
_FEWEST_DIGITS = 4
_MOST_WORDS = 12
_PHONE = re.compile(r"[\d\s()+./-]+")
_CONTACTS = """
  SELECT {columns}, (
    SELECT c.id FROM inbox_conversation c
    WHERE c.workspace_id = %s AND c.contact_id = k.id AND {seen}
    ORDER BY c.last_message_at DESC NULLS LAST LIMIT 1)
  FROM chatsync_found_contacts(to_tsquery('simple', %s), %s, %s, %s, %s, %s) AS hit
  JOIN contacts_contact k ON k.workspace_id = %s AND k.id = hit.contact_id
  ORDER BY k.id DESC
"""
_MESSAGES = """
  SELECT {columns}, k.id, k.name, k.profile_name, k.phone, k.username
  FROM chatsync_found_messages(to_tsquery('simple', %s), %s, %s, %s, %s, %s) AS hit
  JOIN inbox_message m ON m.workspace_id = %s AND m.id = hit.message_id
  JOIN inbox_conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
  JOIN contacts_contact k ON k.workspace_id = m.workspace_id AND k.id = c.contact_id {joins}
  ORDER BY hit.sent_at DESC, hit.message_id DESC
"""


def found(access: Access, asked: str, after: Place | None, limit: int) -> SearchPage:
    """Contacts first (on the first page), then messages, the newest first.

    Every word must occur, the last letters of each may be missing. Rows are searchable in the
    moment in which they are committed.
    """
    words = _wanted(asked)
    with scope(access.workspace_id):
        contacts = [] if after else _contacts(access, asked, words, min(limit, _CONTACTS_SHOWN))
        room = limit - len(contacts)
        messages = _messages(access, words, after, one_more(room))
    page, cursor = cut(messages, room, lambda message: Place(message.sent_at, message.id))
    return SearchPage.model_construct(items=[*contacts, *page], next_cursor=cursor)


def _wanted(asked: str) -> str:
    """The words as a tsquery text. Each is quoted, so no sign of it is read as an operator."""
    words = [word.replace("\\", "\\\\").replace("'", "''") for word in asked.split()]
    return " & ".join(f"'{word}':*" for word in words[:_MOST_WORDS])


def _contacts(access: Access, asked: str, words: str, most: int) -> list[FoundContact]:
    condition = seen(access)
    heads, tails = _digits(asked) if access.may(Can.SEE_PHONE) else ([], [])
    sql = _CONTACTS.format(columns=CONTACT_COLUMNS, seen=condition.sql)
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            [
                access.workspace_id,
                *condition.values,
                *(words, heads, tails, *search_holder(access), most),
                access.workspace_id,
            ],
        )
        rows = cursor.fetchall()
    return [_contact(access, row) for row in rows]


def _contact(access: Access, row: tuple[UUID, str, str, str, str, UUID | None]) -> FoundContact:
    contact_id, name, profile_name, phone, username, conversation_id = row
    return FoundContact.model_construct(
        id=contact_id,
        name=name,
        profile_name=profile_name,
        phone=phone if access.may(Can.SEE_PHONE) else None,
        username=username,
        kind="contact",
        conversation_id=conversation_id,
    )


def _messages(access: Access, words: str, after: Place | None, most: int) -> list[FoundMessage]:
    sql = _MESSAGES.format(columns=MESSAGE_COLUMNS, joins=MESSAGE_JOINS)
    before = (after.at, after.id) if after else (None, None)
    with set_cursor() as cursor:
        cursor.execute(
            sql,
            [words, *search_holder(access), *before, most, access.workspace_id],
            binary=True,
        )
        rows = cursor.fetchall()
    return [_message(access, row) for row in rows]


def _message(access: Access, row: Sequence[Any]) -> FoundMessage:
    contact_id, name, profile_name, phone, username = row[-5:]
    contact = made(
        ContactRef,
        id=contact_id,
        name=name,
        profile_name=profile_name,
        phone=phone if access.may(Can.SEE_PHONE) else None,
        username=username,
    )
    return made(FoundMessage, **vars(message_of(row)), kind="message", contact=contact)


def _digits(asked: str) -> tuple[list[str], list[str]]:
    """How a stored number (digits without `+`) may begin, and end backwards, to match."""
    digits = "".join(re.findall(r"[0-9]", asked))
    if not _PHONE.fullmatch(asked) or len(digits) < _FEWEST_DIGITS:
        return [], []
    bare = digits.lstrip("0")
    country = str(phonenumbers.country_code_for_region(HOME_REGION))
    return [bare, country + bare], [bare[::-1]] if bare else []
