"""200 means committed: what the database has not taken is not acknowledged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
from django.db import connection

from chatsync.channels.tests.feed import an_app
from chatsync.channels.tests.test_receipt import BODY, apps, post, receipt, stored
from chatsync.channels.webhooks import Receipt
from chatsync.config.supervisor.postgres import DatabaseUrls
from tests.support.database import rows

__all__ = ["apps", "receipt"]


@asynccontextmanager
async def blocked(urls: DatabaseUrls) -> AsyncIterator[None]:
    """Nobody can write deliveries inside the block."""
    owner = await psycopg.AsyncConnection.connect(urls.owner)
    async with owner, owner.transaction():
        await owner.execute("LOCK TABLE channels_inbounddelivery IN SHARE MODE")
        yield


async def waits(urls: DatabaseUrls) -> None:
    """Until the door's INSERT stands in front of the lock."""
    sql = "SELECT 1 FROM pg_locks WHERE NOT granted"
    while not await asyncio.to_thread(rows, urls, sql):
        await asyncio.sleep(0.01)


def cut_off(urls: DatabaseUrls) -> None:
    """End every connection of the product, as a restarted PostgreSQL would."""
    with psycopg.connect(urls.admin, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'chatsync_app' AND application_name LIKE 'chatsync%'"
        )


def posts(receipt: Receipt, count: int) -> list[asyncio.Task[int]]:
    return [asyncio.create_task(post(receipt, BODY, b" " * at)) for at in range(count)]


async def test_nobody_is_answered_before_the_commit(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    async with blocked(database_urls):
        asked = posts(receipt, 3)
        await waits(database_urls)
        assert not any(task.done() for task in asked)
    assert await asyncio.gather(*asked) == [200] * 3
    assert len(stored(database_urls)) == 3


async def test_what_arrives_during_a_commit_is_one_batch(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    async with blocked(database_urls):
        asked = posts(receipt, 1)
        await waits(database_urls)
        asked += posts(receipt, 40)
        await asyncio.sleep(0.1)
    assert await asyncio.gather(*asked) == [200] * 41
    found = rows(
        database_urls, "SELECT count(*) FROM channels_inbounddelivery GROUP BY xmin ORDER BY 1"
    )
    assert found == [(1,), (40,)]


async def test_a_door_that_closes_lets_what_it_took_be_stored_and_answered(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    async with blocked(database_urls):
        asked = posts(receipt, 5)
        await waits(database_urls)
        closing = asyncio.create_task(receipt.stop())
        await asyncio.sleep(0.1)
    await closing
    async with asyncio.timeout(30):
        assert await asyncio.gather(*asked) == [200] * 5
    assert len(stored(database_urls)) == 5


async def test_a_cut_connection_is_replaced_and_the_batch_stored(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    assert await post(receipt, BODY) == 200
    async with blocked(database_urls):
        asked = posts(receipt, 2)
        await waits(database_urls)
        cut_off(database_urls)
    assert await asyncio.gather(*asked) == [200] * 2
    assert len(stored(database_urls)) == 3


async def test_a_caller_who_hangs_up_costs_the_others_nothing(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    async with blocked(database_urls):
        asked = posts(receipt, 3)
        await waits(database_urls)
        asked[1].cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [answers[0], answers[2]] == [200, 200]


async def test_a_database_that_is_away_is_no_200(
    receipt: Receipt, database_urls: DatabaseUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatsync.channels.webhooks._KEEP_TRYING_S", 0.2)
    receipt._url = "postgresql://nobody@127.0.0.1:9/none"
    assert await post(receipt, BODY) == 503
    assert stored(database_urls) == []


async def test_an_app_connected_after_the_database_came_back_is_heard_at_once(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    assert await post(receipt, BODY, secret="not yet known") == 401
    await asyncio.to_thread(cut_off, database_urls)
    await asyncio.to_thread(an_app_in_a_thread, "not yet known")
    await asyncio.sleep(0.1)
    assert await post(receipt, BODY, secret="not yet known") == 200


def an_app_in_a_thread(secret: str) -> None:
    connection.close()
    an_app(secret)
    connection.close()


async def test_apps_that_cannot_be_read_ask_meta_to_come_again(
    receipt: Receipt, database_urls: DatabaseUrls
) -> None:
    with psycopg.connect(database_urls.owner, autocommit=True) as owner:
        owner.execute("REVOKE SELECT ON channels_metaapp FROM chatsync_app")
        try:
            assert await post(receipt, BODY, secret="not yet known") == 503
        finally:
            owner.execute("GRANT SELECT ON channels_metaapp TO chatsync_app")
