"""Identifiers rise, and outside text that is none is simply not found."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122, UUID

import pytest

from chatsync.kit.ids import org_id, parse_uuid, uuid7, workspace_uuid


def test_ids_rise_strictly_however_fast_they_are_made() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert all(one < next_one for one, next_one in pairwise(made))


def test_ids_of_many_threads_are_distinct_and_rise_in_each() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [uuid7() for _ in range(2_000)], range(8)))
    assert len({one for batch in batches for one in batch}) == 16_000
    assert all(batch == sorted(batch) for batch in batches)


def test_an_id_is_a_version_7_uuid_of_the_standard() -> None:
    made = uuid7()
    assert (made.version, made.variant) == (7, RFC_4122)


def test_a_workspace_id_comes_back_from_its_outside_name() -> None:
    made = uuid7()
    assert workspace_uuid(org_id(made)) == made


@pytest.mark.parametrize(
    "text", ["", "org_", "org_" + "g" * 32, "0" * 32, "org_" + "A" * 32, "org_" + "0" * 33]
)
def test_text_that_names_no_workspace_is_none(text: str) -> None:
    assert workspace_uuid(text) is None


@pytest.mark.parametrize("text", ["", "7", "wamid.x", "{", "0" * 33, "\x00"])
def test_text_that_is_no_uuid_is_none(text: str) -> None:
    assert parse_uuid(text) is None


def test_a_uuid_in_text_is_read() -> None:
    assert parse_uuid("018f0000-0000-7000-8000-000000000000") == UUID(
        "018f0000-0000-7000-8000-000000000000"
    )
