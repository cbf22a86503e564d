"""What templates of public pages ask for: pictures with their sizes, and facts for machines."""

import json
from dataclasses import dataclass
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chatsync.privacy.areas import in_language
from chatsync.site.addresses import absolute_address

register = template.Library()
_FOLDER = "site/pictures"
_NOT_IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Picture:
    """A picture of the product: its size in pixels, and how wide pages draw it."""

    width: int
    height: int
    sizes: str

    @property
    def widths(self) -> tuple[int, int]:
        return self.width // 2, self.width


_WIDE = "(min-width: 66rem) 64rem, calc(100vw - 2rem)"
_NARROW = "(max-width: 40rem)"
_DARK = "(prefers-color-scheme: dark)"
_HALF = "(min-width: 66rem) 37rem, calc(100vw - 2rem)"
PICTURES = {
    "inbox": Picture(1440, 900, _WIDE),
    "list": Picture(720, 1000, _WIDE),
    "phone": Picture(720, 1480, "(min-width: 48rem) 18rem, min(18rem, calc(100vw - 2rem))"),
    "steps": Picture(900, 640, _HALF),
    "team": Picture(900, 640, _HALF),
}
"""Taken of the demo by `tests/journeys/picture.py`, in both themes and languages."""


@register.inclusion_tag("parts/picture.html", takes_context=True)
def picture(
    context: dict[str, Any], name: str, alt: str, *, first: bool = False, narrow: str = ""
) -> dict[str, Any]:
    """One picture, in the language and the theme of the page. `first`: it is seen at once.
    `narrow`: what takes its place on a narrow screen, where `name` could not be read.
    """
    theme = context["theme"]
    shown = [(name, "")] if not narrow else [(narrow, _NARROW), (name, "")]
    themes = [("dark", _DARK), ("light", "")] if theme == "system" else [(theme, "")]
    sources = [
        _source(each, it, context, [wanted for wanted in (width, scheme) if wanted])
        for each, width in shown
        for it, scheme in themes
    ]
    return {"sources": sources, "alt": alt, "first": first}


def _source(name: str, theme: str, context: dict[str, Any], media: list[str]) -> dict[str, Any]:
    kind = PICTURES[name]
    files = [f"{_file(name, theme, context, width, 'avif')} {width}w" for width in kind.widths]
    return {
        "media": " and ".join(media),
        "kind": kind,
        "avif": ", ".join(files),
        "webp": _file(name, theme, context, kind.width, "webp"),
    }


@register.simple_tag(takes_context=True)
def told_to_machines(context: dict[str, Any], facts: Any) -> SafeString:
    """Facts about a page for search engines (JSON-LD, W3C). It is data: no browser runs it.

    It carries the nonce all the same, so that no element of this kind is ever without one.
    """
    written = json.dumps(facts, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT)
    data = mark_safe(written)  # noqa: S308  escaped above
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>', context["nonce"], data
    )


@register.simple_tag
def absolute(path: str) -> str:
    """An address with our own name in front, as other sites need it."""
    return absolute_address(path)


@register.simple_tag(takes_context=True)
def to(context: dict[str, Any], path: str) -> str:
    """A public page in the language of this one."""
    return in_language(path, context["language"])


@register.simple_tag(takes_context=True)
def share_card(context: dict[str, Any]) -> str:
    """The picture that others show of a link to us."""
    return absolute_address(static(f"{_FOLDER}/card-{context['language']}.jpg"))


def _file(name: str, theme: str, context: dict[str, Any], width: int, ending: str) -> str:
    return static(f"{_FOLDER}/{name}-{theme}-{context['language']}-{width}.{ending}")
