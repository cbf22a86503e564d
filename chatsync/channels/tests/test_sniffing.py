"""Content decides what a file is, and the limits of WhatsApp hold before anything is sent."""

from io import BytesIO

import pytest

from chatsync.channels.media.sniffing import NotTaken, Sniffed, playable_type, sniff
from chatsync.channels.tests.pictures import LIARS, a_photo
from chatsync.channels.tests.sound_and_film import (
    A_PDF,
    AN_MP3,
    an_mp4,
    an_office_file,
    an_ogg,
)

_OFFICE = "application/vnd.openxmlformats-officedocument."


def sniffed(data: bytes, name: str) -> Sniffed:
    return sniff(BytesIO(data), len(data), name)


def trouble_with(data: bytes, name: str, size: int = 0) -> str:
    with pytest.raises(NotTaken) as refused:
        sniff(BytesIO(data), size or len(data), name)
    return refused.value.trouble


@pytest.mark.parametrize(
    ("data", "name", "kind", "mime_type"),
    [
        (a_photo(), "a.JPG", "image", "image/jpeg"),
        (a_photo(kind="PNG"), "a.png", "image", "image/png"),
        (an_ogg(), "note.ogg", "audio", "audio/ogg"),
        (AN_MP3, "song.mp3", "audio", "audio/mpeg"),
        (an_mp4(handler=b"soun", codec=b"mp4a"), "note.m4a", "audio", "audio/mp4"),
        (b"\xff\xf1" + b"\0" * 60, "note.aac", "audio", "audio/aac"),
        (b"#!AMR\n" + b"\0" * 60, "note.amr", "audio", "audio/amr"),
        (an_mp4(), "film.mp4", "video", "video/mp4"),
        (an_mp4(brand=b"3gp4"), "film.3gp", "video", "video/3gpp"),
        (A_PDF, "list.pdf", "document", "application/pdf"),
        (an_office_file(), "a.docx", "document", f"{_OFFICE}wordprocessingml.document"),
        (an_office_file("xl"), "a.xlsx", "document", f"{_OFFICE}spreadsheetml.sheet"),
        ("قیمت,5".encode(), "prices.csv", "document", "text/plain"),
    ],
)
def test_what_whatsapp_takes_is_recognised(
    data: bytes, name: str, kind: str, mime_type: str
) -> None:
    found = sniffed(data, name)
    assert (found.kind, found.mime_type, found.name) == (kind, mime_type, name)


@pytest.mark.parametrize(
    ("data", "name", "trouble"),
    [
        (b"", "a.pdf", "empty"),
        (LIARS["svg"], "a.svg", "unknown"),
        (LIARS["html"], "a.html", "unknown"),
        (LIARS["gif"], "a.gif", "unknown"),
        (b"MZ\x90\0" + b"\0" * 99, "a.pdf", "unknown"),
        (b"\0\1\2 binary", "a.txt", "unknown"),
        (b"PK\x03\x04 nothing", "a.docx", "unknown"),
        (A_PDF, "invoice.exe", "name"),
        (a_photo(), "photo.pdf", "name"),
        (an_mp4(codec=b"hvc1"), "film.mp4", "codec"),
        (an_mp4(handler=b"soun", codec=b"Opus"), "note.m4a", "codec"),
        (an_ogg(2), "note.ogg", "stereo"),
    ],
)
def test_what_whatsapp_would_refuse_is_refused_here(data: bytes, name: str, trouble: str) -> None:
    assert trouble_with(data, name) == trouble


@pytest.mark.parametrize(
    ("data", "name", "size"),
    [
        (a_photo(), "a.jpg", 5 * 1024 * 1024 + 1),
        (an_ogg(), "a.ogg", 16 * 1024 * 1024 + 1),
        (an_mp4(), "a.mp4", 16 * 1024 * 1024 + 1),
        (A_PDF, "a.pdf", 100 * 1024 * 1024 + 1),
    ],
)
def test_each_kind_has_its_own_limit(data: bytes, name: str, size: int) -> None:
    assert trouble_with(data, name, size) == "too_large"


def test_a_file_without_an_ending_gets_the_right_one() -> None:
    assert sniffed(an_ogg(), "blob").name == "blob.ogg"
    assert sniffed(A_PDF, "").name == "file.pdf"


def test_only_sound_and_film_are_played() -> None:
    assert playable_type("audio", an_ogg()) == "audio/ogg"
    assert playable_type("video", an_mp4()) == "video/mp4"
    assert playable_type("document", A_PDF) is None
    assert playable_type("audio", LIARS["html"]) is None
