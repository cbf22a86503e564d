"""Words on a picture, in the fonts of our pages: Inter, and Nastaliq for Urdu.

Shaping is Raqm's (HarfBuzz), a piece of one font and direction at a time. It needs the system's
FriBidi; without it nothing is drawn.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont, features

from chatsync.kit.bidi import levels_of, pieces, without_embeddings

INTER = "dashboard/fonts/inter-latin.woff2"
NASTALIQ = "dashboard/fonts/nastaliq.woff2"
_NOBODYS = "\U0010fffd"
"""A sign that no font has: how a font draws what it lacks."""
_MORE = "…"


@dataclass(frozen=True)
class Style:
    """How words are set: size in pixels, weight of Inter; distance of lines and width of a space as
    parts of the size.

    Nastaliq has one weight; `bold` is drawn around its letters, as a browser does.
    """

    size: int
    weight: int
    line: float
    space: float = 0.28
    colour: str = "#ffffff"

    @property
    def height(self) -> int:
        return round(self.size * self.line)

    @property
    def bold(self) -> float:
        return self.size / 60 if self.weight > 500 else 0


@dataclass(frozen=True)
class Line:
    """A line with the direction of each of its signs (`kit/bidi.py`)."""

    text: str
    levels: list[int]


def can_letter() -> bool:
    """Whether the fonts and what shapes their letters are here."""
    return bool(features.check("raqm")) and all(finders.find(name) for name in (INTER, NASTALIQ))


def is_arabic(sign: str) -> bool:
    """What our pages set in Nastaliq (`unicode-range` of tokens.css)."""
    return "\u0600" <= sign <= "\u06ff" or "\u200c" <= sign <= "\u200f"


def drawable(text: str) -> str | None:
    """The text on one line without emoji and other signs that our fonts lack; None where it has
    letters, digits or a currency that they lack.
    """
    kept = []
    for sign in unicodedata.normalize("NFC", without_embeddings(" ".join(text.split()))):
        if _is_there(sign):
            kept.append(sign)
        elif unicodedata.category(sign).startswith(("L", "N", "Sc")):
            return None
    return " ".join("".join(kept).split())


def fold(text: str, style: Style, width: int, *, right_to_left: bool) -> list[Line]:
    """The lines of a text; a word that is wider than a line is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(longer, style) <= width:
            lines[-1] = longer
        else:
            lines += _broken(word, style, width)
    levels, at, folded = levels_of(text, right_to_left=right_to_left), 0, []
    for line in filter(None, lines):
        at += text[at:].startswith(" ")
        folded.append(Line(line, levels[at : at + len(line)]))
        at += len(line)
    return folded


def cut(lines: list[Line], most: int, style: Style, width: int) -> list[Line]:
    """So many lines at most; what is missing is marked."""
    if len(lines) <= most:
        return lines
    text, levels = lines[most - 1].text, lines[most - 1].levels
    while " " in text and measure(text + _MORE, style) > width:
        text = text.rpartition(" ")[0]
    last = Line(text + _MORE, [*levels[: len(text)], min(levels)])
    return [*lines[: most - 1], last]


def measure(text: str, style: Style) -> float:
    """How wide a text is."""
    return sum(_advance(part, style) for part in _parts(text))


def write(draw: ImageDraw.ImageDraw, line: Line, style: Style, left: float, base: float) -> None:
    """Draw a line on its baseline, from its left end."""
    for text, to_the_left in pieces(line.text, line.levels):
        parts = _parts(text)
        for part in reversed(parts) if to_the_left else parts:
            if part != " ":
                draw.text(
                    (left, base),
                    part,
                    fill=style.colour,
                    font=_font(_file(part), style.size, style.weight),
                    anchor="ls",
                    direction="rtl" if to_the_left else "ltr",
                    stroke_width=style.bold if is_arabic(part[0]) else 0,
                )
            left += _advance(part, style)


def _parts(text: str) -> list[str]:
    """As they are typed: each word's stretches in one font, and the spaces between words."""
    return [
        "".join(group) for _key, group in groupby(text, key=lambda it: (it == " ", is_arabic(it)))
    ]


def _broken(word: str, style: Style, width: int) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign, style) > width:
            parts.append("")
        parts[-1] += sign
    return parts


def _advance(part: str, style: Style) -> float:
    if part == " ":
        return style.size * style.space
    return style.size * _ems(part, style.weight)


@lru_cache(maxsize=2048)
def _ems(part: str, weight: int) -> float:
    """How wide this is, in sizes of its font: shaping Nastaliq takes milliseconds a word."""
    direction = "rtl" if is_arabic(part[0]) else "ltr"
    return _font(_file(part), 100, weight).getlength(part, direction=direction) / 100


def _file(part: str) -> str:
    return NASTALIQ if is_arabic(part[0]) else INTER


@lru_cache(maxsize=8192)
def _is_there(sign: str) -> bool:
    if sign == " ":
        return True
    font = _font(_file(sign), 20, 400)
    return bytes(font.getmask(sign)) != bytes(font.getmask(_NOBODYS))


@lru_cache(maxsize=64)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(f"{name} is not among the static files")
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
    if name == INTER:
        font.set_variation_by_axes([weight])
    return font
