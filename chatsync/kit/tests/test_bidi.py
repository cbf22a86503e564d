"""Words of two directions stand on one line as browsers set them."""

import pytest

from chatsync.kit.bidi import levels_of, pieces, without_embeddings


def shown(text: str, *, right_to_left: bool) -> list[str]:
    levels = levels_of(text, right_to_left=right_to_left)
    return [words for words, _to_the_left in pieces(text, levels)]


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [
        ("سلام", ["سلام"]),
        ("سلام WhatsApp پر", [" پر", "WhatsApp", "سلام "]),
        ("صرف 4,000 روپے", [" روپے", "4,000", "صرف "]),
        ("صرف Rs 4,000", ["Rs 4,000", "صرف "]),
        ("24 WhatsApp", ["WhatsApp", " ", "24"]),
        ("WhatsApp (Cloud API) پر", [" پر", "WhatsApp (Cloud API)"]),
        ("سلام (WhatsApp)", [")", "WhatsApp", "سلام ("]),
        ("50% کم", [" کم", "50%"]),
        ("۳ لوگ", [" لوگ", "۳"]),
        ("WhatsApp!", ["!", "WhatsApp"]),
    ],
)
def test_a_line_that_begins_on_the_right(text: str, from_the_left: list[str]) -> None:
    assert shown(text, right_to_left=True) == from_the_left


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [
        ("Say سلام to all", ["Say ", "سلام", " to all"]),
        ("(in اردو)", ["(in ", "اردو", ")"]),
        ("سلام دنیا now", ["سلام دنیا", " now"]),
        ("سلام 5 now", ["5", "سلام ", " now"]),
        ("Plain words, 50% off!", ["Plain words, 50% off!"]),
        ("", []),
    ],
)
def test_a_line_that_begins_on_the_left(text: str, from_the_left: list[str]) -> None:
    assert shown(text, right_to_left=False) == from_the_left


def test_marks_go_with_their_letters_and_directions_that_are_typed_are_left_out() -> None:
    assert shown("اِن", right_to_left=False) == ["اِن"]
    assert without_embeddings("a\u202eb\u2066c\u2069") == "abc"


def test_what_a_line_break_tears_apart_keeps_its_direction() -> None:
    """The brackets around `Cloud API` are of Latin words on either line."""
    text = "WhatsApp (Cloud API) پر"
    levels, at = levels_of(text, right_to_left=True), text.index("API")
    assert pieces(text[at:], levels[at:]) == [(" پر", True), ("API)", False)]
