"""Inbox list and thread in a workspace of 100,000 conversations and 1,000,000 messages."""

import asyncio
import hashlib
import secrets
import time
import uuid
from typing import Any

import aiohttp
import psycopg

from bench.figures import Figures, quantile
from bench.product import Product, running

_CONVERSATIONS = 100_000
_EACH = 10
_CONNECTIONS = 8
_REQUESTS = 800
_PLAIN = "'Message ' || i || ' of conversation ' || n || ', about an order and its delivery.'"


def measure(figures: Figures) -> None:
    with running() as product:
        fill(product)
        keys = {"owner": product.facts["demo"]["api_key"], "agent": agent_key(product)}
        for who, key in keys.items():
            for name, paths in asyncio.run(_paths(product, key, who)).items():
                delays = asyncio.run(ask(product, key, paths))
                figures.keep(f"{name}_{who}_p95", quantile(delays, 0.95) * 1000, "ms", at_most=50)


def org_of(product: Product) -> uuid.UUID:
    return uuid.UUID(product.facts["demo"]["workspace"].removeprefix("org_"))


def fill(
    product: Product, text: str = _PLAIN, *, first: int = 1, last: int = _CONVERSATIONS
) -> None:
    """Rows made in the database, a third of the conversations held by the agent.

    `text` is SQL of message `i` in conversation `n`, of those from `first` to `last`.
    """
    with psycopg.connect(product.owner_url, autocommit=True) as connection:
        org = org_of(product)
        number = connection.execute(
            "SELECT id FROM channels_number WHERE workspace_id = %s", [org]
        ).fetchone()
        agent = connection.execute(
            "SELECT id FROM workspaces_member WHERE workspace_id = %s AND role = 'agent'", [org]
        ).fetchone()
        assert number
        assert agent
        for statement in (_CONTACTS, _IDENTITIES, _THREADS, _MESSAGES.replace("TEXT", text)):
            connection.execute(
                statement,
                {
                    "org": org,
                    "number": number[0],
                    "agent": agent[0],
                    "first": first,
                    "n": last,
                    "each": _EACH,
                },
            )
        connection.execute("VACUUM ANALYZE")


_CONTACTS = """
INSERT INTO contacts_contact (id, workspace_id, profile_name, phone, created_at)
SELECT md5('k' || n)::uuid, %(org)s, 'Customer ' || n, '+92' || (3000000000 + n), now()
FROM generate_series(%(first)s::int, %(n)s::int) n
"""
_IDENTITIES = """
INSERT INTO contacts_identity (id, workspace_id, contact_id, kind, value)
SELECT md5('i' || n)::uuid, %(org)s, md5('k' || n)::uuid, 'phone', (923000000000 + n)::text
FROM generate_series(%(first)s::int, %(n)s::int) n
"""
_THREADS = """
INSERT INTO inbox_conversation (id, workspace_id, number_id, contact_id, status, assignee_id,
  unread, last_message_id, last_message_at, last_direction, last_type, last_text, last_status,
  last_message_seq, waiting_since, window_expires_at, seq, created_at)
SELECT md5('c' || n)::uuid, %(org)s, %(number)s, md5('k' || n)::uuid,
  CASE WHEN n %% 4 = 0 THEN 'resolved' ELSE 'open' END,
  CASE WHEN n %% 3 = 0 THEN %(agent)s::uuid END, n %% 3,
  md5('m' || n || '.' || %(each)s)::uuid, now() - n * interval '20 seconds', 'in', 'text',
  'Is my order on its way? ' || n, 'received', 0, now() - n * interval '20 seconds',
  now() + interval '3 hours', 0, now()
FROM generate_series(%(first)s::int, %(n)s::int) n
"""
_MESSAGES = """
INSERT INTO inbox_message (id, workspace_id, conversation_id, number_id, direction, origin, type,
  text, status, rank, wamid, sent_at, stored_at, error_title, error_details, seq)
SELECT md5('m' || n || '.' || i)::uuid, %(org)s, md5('c' || n)::uuid, %(number)s,
  CASE WHEN i %% 2 = 0 THEN 'in' ELSE 'out' END, 'live', 'text',
  TEXT,
  CASE WHEN i %% 2 = 0 THEN 'received' ELSE 'read' END, CASE WHEN i %% 2 = 0 THEN 0 ELSE 8 END,
  'wamid.fill.' || n || '.' || i,
  now() - n * interval '20 seconds' - (%(each)s - i) * interval '1 minute', now(), '', '', 0
FROM generate_series(%(first)s::int, %(n)s::int) n, generate_series(1, %(each)s) i
"""


def agent_key(product: Product) -> str:
    token = f"cs_live_{secrets.token_hex(4)}_{secrets.token_hex(16)}"
    with psycopg.connect(product.owner_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO workspaces_apikey (id, workspace_id, name, prefix, digest, member_id, "
            "created_at) SELECT %s, workspace_id, 'bench', 'cs_live', %s, id, now() "
            "FROM workspaces_member WHERE workspace_id = %s AND role = 'agent'",
            [uuid.uuid4(), hashlib.sha256(token.encode()).digest(), org_of(product)],
        )
    return token


async def _paths(product: Product, key: str, who: str) -> dict[str, list[str]]:
    """Lists from their top and from deep inside, and threads."""
    queue = "mine" if who == "agent" else "all"
    top = f"conversations?queue={queue}&status=open"
    cursor = ""
    page: dict[str, Any] = {"items": []}
    async with line_of(key) as session:
        for _ in range(60):
            page = await _get(product, session, f"{top}&limit=100{cursor}")
            cursor = f"&cursor={page['next_cursor']}"
    ids = [conversation["id"] for conversation in page["items"]]
    return {
        "list": [top],
        "list_deep": [top + cursor],
        "thread": [f"conversations/{one}/messages" for one in ids],
        "counts": ["conversations/counts"],
    }


async def ask(product: Product, key: str, paths: list[str]) -> list[float]:
    delays: list[float] = []

    async def worker(session: aiohttp.ClientSession, first: int) -> None:
        for n in range(first, _REQUESTS, _CONNECTIONS):
            begun = time.perf_counter()
            await _get(product, session, paths[n % len(paths)])
            delays.append(time.perf_counter() - begun)
            await asyncio.sleep(0.12)  # a key is served at least 50 requests a second

    async with line_of(key) as session:
        await asyncio.gather(*(worker(session, first) for first in range(_CONNECTIONS)))
    return delays


def line_of(key: str) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(headers={"Authorization": f"Bearer {key}"})


async def _get(product: Product, session: aiohttp.ClientSession, path: str) -> Any:
    async with session.get(f"{product.url}/api/v1/{path}") as answer:
        if answer.status == 429:
            await asyncio.sleep(1)
            return await _get(product, session, path)
        answer.raise_for_status()
        return await answer.json()
