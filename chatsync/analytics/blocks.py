"""What a landing page is made of: blocks of a few kinds, each with texts in both languages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from chatsync.kit.text import gettext_noop

LANGUAGES = ("en", "ur")
MOST_BLOCKS = 40
Block = dict[str, Any]
"""`id`, `kind`, and for each language a text per field."""


@dataclass(frozen=True)
class Text:
    """One text of a block. `is_long`: several lines; the others must not be empty to publish."""

    name: str
    label: str
    most: int
    is_long: bool = False
    is_optional: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of block."""

    key: str
    name: str
    texts: tuple[Text, ...]


_TITLE = gettext_noop("Title")
_TEXT = gettext_noop("Text")
_BUTTON = gettext_noop("Words on the button")

OPENING = "hero"
"""The kind whose title is the heading of the page."""
QUESTION = "question"
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            OPENING,
            gettext_noop("Opening"),
            (
                Text("title", _TITLE, 120),
                Text("text", _TEXT, 400, is_long=True, is_optional=True),
                Text("button", _BUTTON, 40),
            ),
        ),
        Kind(
            "feature",
            gettext_noop("Feature"),
            (Text("title", _TITLE, 80), Text("text", _TEXT, 300, is_long=True)),
        ),
        Kind(
            "quote",
            gettext_noop("Quote"),
            (
                Text("text", gettext_noop("What they said"), 400, is_long=True),
                Text("who", gettext_noop("Who said it"), 120),
            ),
        ),
        Kind(
            "price",
            gettext_noop("Price"),
            (
                Text("name", gettext_noop("Plan"), 60),
                Text("price", gettext_noop("Price"), 60),
                Text("text", _TEXT, 300, is_long=True, is_optional=True),
            ),
        ),
        Kind(
            QUESTION,
            gettext_noop("Question and answer"),
            (
                Text("question", gettext_noop("Question"), 160),
                Text("answer", gettext_noop("Answer"), 600, is_long=True),
            ),
        ),
        Kind(
            "call",
            gettext_noop("Call to action"),
            (Text("title", _TITLE, 120), Text("button", _BUTTON, 40)),
        ),
    )
}


def missing(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block that lacks a text, with the language in which it does."""
    for block in blocks:
        needed = [text.name for text in KINDS[block["kind"]].texts if not text.is_optional]
        for language in LANGUAGES:
            if not all(block.get(language, {}).get(name) for name in needed):
                yield block, language


def sections(blocks: Iterable[Block], language: str) -> list[dict[str, Any]]:
    """The page in one language: neighbours of one kind stand together."""
    return [
        {"kind": kind, "blocks": [block.get(language, {}) for block in together]}
        for kind, together in groupby(blocks, key=lambda block: block["kind"])
    ]
