"""Texts that are kept as Markdown files, each in both languages: the docs and the blog.

A file begins with lines of `name: value` up to a line of three hyphens. HTML in it is shown as
it is written, so nothing that a text holds can act on a page.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from math import ceil
from pathlib import Path
from typing import Any

from django.conf import settings
from markdown_it import MarkdownIt

from chatsync.kit.text import gettext_noop

DOCS, BLOG = "how-to", "blog"
CATEGORIES = {
    "product": gettext_noop("Product"),
    "privacy": gettext_noop("Privacy"),
    "craft": gettext_noop("How it is built"),
}
_WORDS_A_MINUTE = 200
_TAGS = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"^\d+-(?=[a-z])")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d-")


@dataclass(frozen=True)
class Text:
    """One page. `category` and `day` are those of the blog; `plain` is what a search reads."""

    slug: str
    title: str
    says: str
    html: str
    plain: str
    category: str = ""
    day: date | None = None

    @property
    def minutes(self) -> int:
        return max(1, ceil(len(self.plain.split()) / _WORDS_A_MINUTE))


@cache
def texts(shelf: str, language: str) -> tuple[Text, ...]:
    """All of a shelf in a language: the docs in their order, the blog with the newest first."""
    folder = settings.BASE_DIR / "docs" / shelf / language
    read = [_read(path) for path in sorted(folder.glob("*.md"), reverse=shelf == BLOG)]
    return tuple(read)


def text_of(shelf: str, language: str, slug: str) -> Text | None:
    return next((it for it in texts(shelf, language) if it.slug == slug), None)


def _read(path: Path) -> Text:
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    html = _renderer().render(body)
    day = _DAY.match(path.stem)
    return Text(
        slug=_NUMBER.sub("", _DAY.sub("", path.stem)),
        title=facts["title"],
        says=facts["says"],
        html=html,
        plain=" ".join(unescape(_TAGS.sub("", html)).split()),
        category=facts.get("category", ""),
        day=date.fromisoformat(day[0][:10]) if day else None,
    )


@cache
def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("link_open", _link)
    return markdown


def _link(renderer: Any, tokens: Any, place: int, options: Any, env: Any) -> str:
    """Files name each other as files; pages have no ending."""
    address = str(tokens[place].attrGet("href"))
    if "://" not in address:
        tokens[place].attrSet("href", re.sub(r"\.md(?=#|$)", "", _NUMBER.sub("", address)))
    drawn: str = renderer.renderToken(tokens, place, options, env)
    return drawn
