"""A failed message says what to do, in the reader's language."""

import pytest
from django.utils import translation

from chatsync.channels.queries import advice_for
from chatsync.channels.whatsapp.errors import TABLE


@pytest.mark.parametrize("code", list(TABLE))
def test_every_known_code_has_words_of_our_own(code: int) -> None:
    title, advice = advice_for(code, "(#1) raw", "")
    assert title
    assert advice
    assert "raw" not in title


def test_a_wrong_value_is_shown_with_what_meta_says_of_it() -> None:
    assert "Param text is too long" in advice_for(100, "x", "Param text is too long")[1]


def test_an_unknown_code_is_shown_as_meta_put_it() -> None:
    assert advice_for(999_999, "New refusal", "Its details") == ("New refusal", "Its details")
    assert all(advice_for(999_999, "", ""))


def test_without_an_answer_it_may_have_been_sent() -> None:
    title, advice = advice_for(None, "", "")
    assert "confirm" in title
    assert "may have been sent" in advice


def test_the_words_follow_the_reader() -> None:
    english = advice_for(131047, "", "")
    with translation.override("ur"):
        assert advice_for(131047, "", "") != english
