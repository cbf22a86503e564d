"""The picture that others show of a link to a landing page: 1200 by 630, as Open Graph asks.

It looks like the picture of the other pages (`tests/journeys/card.html`): words beside the inbox.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from threading import Lock

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFilter

from chatsync.analytics.blocks import OPENING, Block
from chatsync.analytics.lettering import (
    Line,
    Style,
    can_letter,
    cut,
    drawable,
    fold,
    is_arabic,
    measure,
    write,
)

WIDTH, HEIGHT = 1200, 630
_EDITION = 1
"""One more whenever the same words are drawn otherwise, so that addresses change with pictures."""
_GROUND, _SOFT = "#312e81", "#d6d5f5"
_EDGE, _COLUMN = 64, 416
_INBOX_AT, _INBOX_WIDTH, _INBOX_RADIUS = 528, 1080, 12
_NAME = "ChatSync"
_NAME_STYLE = Style(28, 700, 1.5)
_GAP = 22
_MARK, _MARK_GAP = 36, 12
_SIZES = (48, 44, 40, 36, 32, 28)
_URDU_SIZES = (40, 36, 32, 28, 24)
_BEST_HEIGHT, _MOST_HEIGHT = 300, 460
_MOST_LINES = 4
"""Of the text below the title."""
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Words:
    """What stands on a card."""

    language: str
    title: str
    text: str

    @property
    def key(self) -> str:
        """Another one whenever the picture is another."""
        whole = "\0".join((str(_EDITION), self.language, self.title, self.text))
        return sha256(whole.encode()).hexdigest()[:12]

    @property
    def right_to_left(self) -> bool:
        return self.language == "ur"


@dataclass(frozen=True)
class _Paragraph:
    lines: list[Line]
    style: Style

    @property
    def height(self) -> int:
        return len(self.lines) * self.style.height


def words_of(blocks: list[Block], language: str) -> Words | None:
    """The first opening's. None where there is none, or where its title has letters that our fonts
    lack: then the picture of all pages stands for this one too.
    """
    openings = [it for it in blocks if it["kind"] == OPENING]
    texts: dict[str, str] = openings[0].get(language, {}) if openings else {}
    if not texts.get("title") or not can_letter():
        return None
    title = drawable(texts["title"])
    return Words(language, title, drawable(texts.get("text", "")) or "") if title else None


def draw_card(words: Words) -> bytes:
    """A JPEG. One is drawn at a time, so that many requests for new ones take one core at most."""
    with _one_at_a_time:
        card = _ground(words)
        _write(card, words)
        out = BytesIO()
        card.save(out, "JPEG", quality=82, optimize=True)
        return out.getvalue()


def _ground(words: Words) -> Image.Image:
    """The inbox, cut by the edge, and its shadow."""
    card = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    path = finders.find(f"site/pictures/inbox-light-{words.language}-1440.webp")
    if not isinstance(path, str):
        return card
    with Image.open(path) as whole:
        height = whole.height * _INBOX_WIDTH // whole.width
        inbox = whole.convert("RGB").resize((_INBOX_WIDTH, height), Image.Resampling.LANCZOS)
    left = WIDTH - _INBOX_AT - _INBOX_WIDTH if words.right_to_left else _INBOX_AT
    place = (left, 0, left + _INBOX_WIDTH, height)
    shadow = Image.new("L", card.size, 0)
    low = (place[0], place[1] + 12, place[2], place[3] + 12)
    ImageDraw.Draw(shadow).rounded_rectangle(low, _INBOX_RADIUS, fill=102)
    card.paste("#000000", mask=shadow.filter(ImageFilter.GaussianBlur(20)))
    corners = Image.new("L", inbox.size, 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, *inbox.size), _INBOX_RADIUS, fill=255)
    card.paste(inbox, (left, 0), corners)
    return card


def _write(card: Image.Image, words: Words) -> None:
    title = _title(words)
    parts = [_Paragraph([Line(_NAME, [0] * len(_NAME))], _NAME_STYLE), title]
    text = _text(words, HEIGHT - 2 * _EDGE - _NAME_STYLE.height - _GAP - title.height - _GAP)
    if text:
        parts.append(text)
    top = (HEIGHT - sum(it.height for it in parts) - _GAP * (len(parts) - 1)) / 2
    draw, mark = ImageDraw.Draw(card), _mark(_MARK)
    corner = WIDTH - _EDGE - _MARK if words.right_to_left else _EDGE
    card.paste(mark, (corner, round(top + (_NAME_STYLE.height - _MARK) / 2)), mark)
    for part in parts:
        style = part.style
        for line in part.lines:
            # Letters of Inter stand in the middle of their line; those of Nastaliq reach far up.
            base = top + style.height / 2 + style.size * (0.28 if style.line > 1.6 else 0.36)
            width = measure(line.text, style)
            write(draw, line, style, _left(words, width, beside=part is parts[0]), base)
            top += style.height
        top += _GAP


def _left(words: Words, width: float, *, beside: bool) -> float:
    """Where a line begins that is so wide; the name stands beside the mark."""
    inset = _EDGE + (_MARK + _MARK_GAP if beside else 0)
    return WIDTH - inset - width if words.right_to_left else inset


def _mark(size: int) -> Image.Image:
    """`static/site/icon.svg`, drawn larger and made smaller for smooth edges."""
    unit = size * 4 / 32
    mark = Image.new("RGBA", (size * 4, size * 4))
    draw = ImageDraw.Draw(mark)

    def scaled(*places: float) -> list[float]:
        return [place * unit for place in places]

    draw.rounded_rectangle(scaled(0, 0, 32, 32), 8 * unit, fill="#4f46e5")
    draw.rounded_rectangle(scaled(5.5, 9.5, 22.5, 18.5), 2.5 * unit, fill="#ffffff")
    draw.polygon(scaled(9, 18, 9, 22, 13.5, 18.5), fill="#ffffff")
    draw.ellipse(scaled(18.5, 16.5, 27.5, 25.5), fill="#f59e0b")
    return mark.resize((size, size), Image.Resampling.LANCZOS)


def _title(words: Words) -> _Paragraph:
    """As large as it fits; cut where it is too long even as the smallest."""
    *larger, smallest = _URDU_SIZES if words.right_to_left else _SIZES
    for size in larger:
        found = _folded(words.title, _style(words, words.title, size, 650), words)
        if _are_whole(found.lines, words.title) and found.height <= _BEST_HEIGHT:
            return _balanced(found, words)
    found = _folded(words.title, _style(words, words.title, smallest, 650), words)
    return _cut(found, _MOST_HEIGHT // found.style.height)


def _are_whole(lines: list[Line], text: str) -> bool:
    """Whether no word is broken."""
    return " ".join(line.text for line in lines) == text


def _balanced(found: _Paragraph, words: Words) -> _Paragraph:
    """As many lines, about equally long, so that no word is left alone on the last."""
    for width in range(_COLUMN, 0, -8):
        narrower = fold(words.title, found.style, width, right_to_left=words.right_to_left)
        if len(narrower) > len(found.lines) or not _are_whole(narrower, words.title):
            break
        found = _Paragraph(narrower, found.style)
    return found


def _text(words: Words, room: int) -> _Paragraph | None:
    """What fits below the title."""
    style = _style(words, words.text, 22 if words.right_to_left else 24, 400)
    found = _folded(words.text, replace(style, line=style.line + 0.2, colour=_SOFT), words)
    most = min(room // found.style.height, _MOST_LINES)
    return _cut(found, most) if found.lines and most > 0 else None


def _style(words: Words, text: str, size: int, weight: int) -> Style:
    """Lines as far apart as on our pages: Nastaliq needs twice the height of its letters."""
    if words.right_to_left:
        return Style(size, weight, 2.0, space=0.34)
    return Style(size, weight, 1.7 if any(map(is_arabic, text)) else 1.2)


def _folded(text: str, style: Style, words: Words) -> _Paragraph:
    return _Paragraph(fold(text, style, _COLUMN, right_to_left=words.right_to_left), style)


def _cut(found: _Paragraph, most: int) -> _Paragraph:
    return _Paragraph(cut(found.lines, most, found.style, _COLUMN), found.style)
