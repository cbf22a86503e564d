"""The operator says which words of campaign links are counted as they stand."""

import re
from typing import Any

import pytest

from chatsync.analytics.models import UtmValue
from chatsync.ops.tests.stand import operators_browser, text_of
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def put(client: Any, value: str, kind: str = "campaign") -> Any:
    return client.post("/ops/campaigns", {"kind": kind, "value": value})


def test_a_word_is_listed_and_taken_off(client: Any) -> None:
    assert "No word yet." in text_of(client.get("/ops/campaigns"))
    assert "It is on the list." in text_of(client.get(put(client, "Eid-2026")["Location"]))
    word = UtmValue.objects.get()
    assert (word.kind, word.value) == ("campaign", "eid-2026")
    named = 'aria-label="Take off the list: eid-2026"'
    assert named in text_of(client.get("/ops/campaigns")), "it begins with the words that are seen"
    removal = f"/ops/campaigns/{word.id}/removal"
    assert "was taken off" in text_of(client.get(client.post(removal)["Location"]))
    assert "any more" in text_of(client.get(client.post(removal)["Location"]))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("two words", "Use letters"),
        ("other", "Use letters"),
        ("<b>", "Use letters"),
        ("x" * 61, "at most 60 characters"),
        ("", "Fill in this field"),
    ],
)
def test_what_cannot_be_a_word_is_said(client: Any, value: str, said: str) -> None:
    assert said in text_of(put(client, value))
    assert not UtmValue.objects.exists()


def test_a_word_is_listed_once_and_a_part_is_one_of_three(client: Any) -> None:
    put(client, "meta")
    assert "on the list already" in text_of(put(client, "META"))
    assert "Choose one of the three parts." in text_of(put(client, "x", kind="content"))


def test_the_page_speaks_urdu(client: Any) -> None:
    client.cookies["__Host-cs_locale"] = "ur"
    put(client, "eid")
    page = text_of(client.get("/ops/campaigns"))
    assert is_in_urdu(page)
    assert not re.search(r"Campaigns|Take off|Another word", page)
