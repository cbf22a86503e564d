"""A link to a landing page shows a picture of its own, drawn once and gone with the page."""

import re
import secrets
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from chatsync.analytics import card as drawing
from chatsync.analytics.actions import cards
from chatsync.analytics.actions import landings as deeds
from chatsync.analytics.card import HEIGHT, WIDTH, Words, draw_card, words_of
from chatsync.analytics.lettering import Style, cut, drawable, fold, measure
from chatsync.analytics.models import LandingCard, LandingVersion, Variant
from chatsync.analytics.tests.make import a_landing, block, needs_letters
from chatsync.analytics.tests.traffic import Guest, counted
from chatsync.config.setup_check import picture_notes
from chatsync.site.tests.stand import Browser

pytestmark = needs_letters
A, B = Variant.A, Variant.B
_ADDRESS = re.compile(r'<meta property="og:image" content="http://localhost:8000(\S+?)">')
_ENGLISH = "Your whole team answers every WhatsApp customer from one number"
_URDU = "آپ کی ٹیم واٹس ایپ کا جواب ایک ہی جگہ سے دے"
_MIXED = "WhatsApp (Cloud API) پر 24 گھنٹے: صرف Rs 4,000 میں 🎉"


def shown(path: str) -> str:
    return " ".join(str(Browser().open(path).content.decode()).split())


def address(path: str = "/l/spring") -> str:
    found = _ADDRESS.search(shown(path))
    assert found, path
    return found[1]


def status(path: str) -> int:
    return int(Browser().open(path).status_code)


def opening(title: str, text: str = "", language: str = "en") -> Words | None:
    texts = {"title": title, "text": text}
    return words_of([{"id": "1", "kind": "hero", language: texts}], language)


def _picture(title: str, text: str, language: str) -> Image.Image:
    words = opening(title, text, language)
    assert words
    return Image.open(BytesIO(draw_card(words))).convert("RGB")


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Answer together", "Whoever is free takes the next one."),
        ("en", _ENGLISH * 5, _ENGLISH * 9),
        ("en", "Donaudampfschiff" * 19, ""),
        ("en", "Say سلام to your customers (in اردو)", ""),
        ("ur", _URDU, "ہر پیغام ایک ہی اِن باکس میں آتا ہے۔"),
        ("ur", f"{_URDU} " * 7, f"{_URDU} " * 9),
        ("ur", _MIXED, "ChatSync میں 3 نمبر اور ۳ لوگ۔"),
    ],
)
def test_words_stand_in_their_column_whole(language: str, title: str, text: str) -> None:
    picture = _picture(title, text, language)
    assert picture.size == (WIDTH, HEIGHT)
    column = picture.crop((0, 0, 484, HEIGHT) if language == "en" else (716, 0, WIDTH, HEIGHT))
    empty = Image.new("RGB", column.size, drawing._GROUND)
    ink = ImageChops.difference(column, empty).convert("L").point(lambda it: 255 * (it > 60))
    left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
    assert left >= (60 if language == "en" else 2)
    assert right <= (482 if language == "en" else WIDTH - 716 - 56)
    assert top > 20
    assert bottom < HEIGHT - 20
    assert right - left > 200
    assert bottom - top > 100


def test_letters_of_urdu_are_joined_and_mixed_lines_are_folded_as_a_whole() -> None:
    style = Style(40, 650, 2.0)
    apart = sum(measure(sign, style) for sign in "گھنٹے")
    assert measure("گھنٹے", style) < apart * 0.8
    lines = fold(_MIXED.removesuffix(" 🎉"), style, 416, right_to_left=True)
    assert " ".join(line.text for line in lines) == _MIXED.removesuffix(" 🎉")
    assert all(measure(line.text, style) <= 416 for line in lines)
    (short,) = cut(lines, 1, style, 416)
    assert short.text.endswith("…")
    assert measure(short.text, style) <= 416
    assert len(short.levels) == len(short.text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Answer\n together 👋🏽 now", "Answer together now"),
        ("Karāchi: “quoted”, 50 % · €4", "Karāchi: “quoted”, 50 % · €4"),
        ("اِن باکس\u202e", "اِن باکس"),
        ("🎉🎉", ""),
        ("Привет", None),
        ("नमस्ते Karachi", None),
        ("From ₱ 5", None),
    ],
)
def test_what_our_fonts_lack_is_left_out_unless_words_would_be(text: str, kept: str | None) -> None:
    assert drawable(text) == kept


@pytest.mark.usefixtures("db")
def test_it_is_drawn_when_it_is_first_asked_for_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    a_landing("spring", block("hero", title="Answer together"))
    english, urdu = address(), address("/ur/l/spring")
    assert (english[:18], urdu[:18]) == ("/cards/spring/1/en", "/cards/spring/1/ur")
    assert not LandingCard.objects.exists()
    answer = Browser().open(english)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=315360000, immutable"
    assert not answer.cookies
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    monkeypatch.delattr(cards, "draw_card")
    assert Browser().open(english).content == answer.content
    assert LandingCard.objects.count() == 1


@pytest.mark.usefixtures("db")
def test_a_picture_that_is_drawn_otherwise_now_takes_the_place_of_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_landing("spring")
    before = address()
    assert status(before) == 200
    monkeypatch.setattr(drawing, "_EDITION", drawing._EDITION + 1)
    assert status(before) == 404
    assert address() != before
    assert status(address()) == 200
    assert LandingCard.objects.count() == 1


@pytest.mark.usefixtures("db")
def test_nobody_sees_the_picture_of_a_draft_or_of_what_is_offline_or_never_was() -> None:
    a_landing("spring", block("hero", title="First"))
    first = address()
    deeds.save_block("spring", A, block("hero", title="Second"))
    draft = LandingVersion.objects.get(published_at=None)
    words = words_of(draft.blocks, "en")
    assert words
    second = f"/cards/spring/2/en-{words.key}.jpg"
    assert [status(first), status(second)] == [200, 404]
    deeds.publish("spring", A)
    assert address() == second
    assert [status(first), status(second)] == [200, 200]
    wrong = (
        first.replace("/1/", "/3/"),
        first.replace("spring", "autumn"),
        first.replace("en-", "ur-"),
        first.replace("en-", "xx-"),
        f"{first[:-6]}00.jpg",
    )
    assert [status(path) for path in wrong] == [404] * 5
    deeds.take_offline("spring")
    assert [status(first), status(second)] == [404, 404]
    deeds.delete_landing("spring")
    assert not LandingCard.objects.exists()


@pytest.mark.usefixtures("db")
def test_links_show_variant_a_whichever_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    a_landing("spring", block("hero", title="First", text="What A says"))
    a_landing("spring", block("hero", title="Second"), variant=B)
    deeds.split("spring", 100)
    page = shown("/l/spring")
    assert "<h1>Second</h1>" in page
    assert '<meta property="og:title" content="First">' in page
    assert '<meta property="og:image:alt" content="First">' in page
    assert '<meta name="description" content="What A says">' in page
    both = {address()}
    monkeypatch.setattr(secrets, "randbelow", lambda _most: 100)
    assert both | {address()} == both


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("made_of", [block("call"), block("hero", title="Привет")])
def test_what_has_no_picture_of_its_own_shows_the_one_of_all_pages(made_of: Any) -> None:
    a_landing("spring", made_of)
    assert address().startswith("/static/site/pictures/card-en")
    alt = '<meta property="og:image:alt" content="One WhatsApp inbox for your whole team">'
    assert alt in shown("/l/spring")


@pytest.mark.usefixtures("db")
def test_without_what_shapes_letters_the_picture_of_all_pages_stands_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_landing("spring")
    own = address()
    assert picture_notes() == []
    monkeypatch.setattr("chatsync.analytics.lettering.features.check", lambda _name: False)
    assert address().startswith("/static/site/pictures/card-en")
    assert status(own) == 404
    assert "libfribidi0" in picture_notes()[0]


@pytest.mark.usefixtures("db")
def test_a_picture_is_no_page_view() -> None:
    a_landing("spring")
    guest = Guest()
    guest.come("/l/spring")
    assert guest.come(address()).status_code == 200
    assert counted() == {("/l/spring",): 1}
