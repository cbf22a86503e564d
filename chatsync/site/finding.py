"""Finding a text by its words: no script, no index, since there are only a few dozen texts."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chatsync.site.library import Text

LONGEST = 100
_AROUND = 90
_IN_THE_TITLE, _IN_THE_LEAD = 20, 5
_SAME_IN_URDU = str.maketrans({"ي": "ی", "ك": "ک"})


@dataclass(frozen=True)
class Hit:
    """A text with the place where the first word stands: before it, the word, after it."""

    text: Text
    before: str
    match: str
    after: str


def find(asked: str, among: Iterable[Text]) -> list[Hit]:
    """Texts that hold every word, the best first. Parts of words count too."""
    words = folded(asked[:LONGEST]).split()
    if not words:
        return []
    scored = [(score, it) for it in among if (score := _score(words, it))]
    return [_hit(words, it) for _score_, it in sorted(scored, key=lambda pair: -pair[0])]


def folded(text: str) -> str:
    """Without case and vowel signs, and with one form of each Urdu letter."""
    open_ = unicodedata.normalize("NFKD", text).translate(_SAME_IN_URDU).casefold()
    return "".join(sign for sign in open_ if not unicodedata.combining(sign))


def _score(words: list[str], text: Text) -> int:
    title, lead, body = folded(text.title), folded(text.says), folded(text.plain)
    total = 0
    for word in words:
        found = _IN_THE_TITLE * (word in title) + _IN_THE_LEAD * (word in lead) + body.count(word)
        if not found:
            return 0
        total += found
    return total


def _hit(words: list[str], text: Text) -> Hit:
    for found in re.finditer(r"\S+", text.plain):
        if any(word in folded(found[0]) for word in words):
            start, end = found.span()
            return Hit(text, _ending(text.plain[:start]), found[0], _beginning(text.plain[end:]))
    return Hit(text, "", "", text.says)


def _ending(before: str) -> str:
    """Its last words, none of them cut."""
    if len(before) <= _AROUND:
        return before
    return f"… {before[-_AROUND:].partition(' ')[2]}"


def _beginning(after: str) -> str:
    """Its first words, none of them cut."""
    if len(after) <= _AROUND:
        return after
    return f"{after[:_AROUND].rpartition(' ')[0]} …"
