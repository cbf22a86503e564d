"""The contents of a long text: what its sections are called, and where each begins."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

_BEGINS = re.compile(
    r'<section(?: id="(?P<id>[\w-]+)")?>(?P<head>\s*<h2>(?P<title>.*?)</h2>)', re.DOTALL
)


@dataclass(frozen=True)
class Chapter:
    """A section that a link of the contents leads to."""

    id: str
    title: SafeString


def with_chapters(text: SafeString) -> tuple[SafeString, list[Chapter]]:
    """The text with a place to jump to in each section, and the list of them."""
    chapters: list[Chapter] = []

    def begin(found: re.Match[str]) -> str:
        title = mark_safe(found["title"].strip())  # noqa: S308  a piece of what is safe
        chapters.append(Chapter(found["id"] or f"part-{len(chapters) + 1}", title))
        return f'<section id="{chapters[-1].id}">{found["head"]}'

    return mark_safe(_BEGINS.sub(begin, text)), chapters  # noqa: S308  the same text, with ids
