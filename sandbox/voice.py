"""A voice note and a document made here, for customers who have none at hand."""

import struct
from functools import cache

_SILENCE = b"\xf8\xff\xfe"
"""20 ms of Opus in which nothing sounds (RFC 6716: CELT, full band, one frame)."""
_FRAME_SAMPLES = 960
_SECONDS = 2
_SERIAL = 0x43534E44


@cache
def sample_voice() -> bytes:
    """Give two seconds of silence as Ogg with Opus in mono (RFC 3533, RFC 7845)."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    vendor = b"sandbox"
    tags = b"OpusTags" + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", 0)
    frames = [_SILENCE] * (_SECONDS * 50)
    return (
        _page([head], 0, 0, flags=2)
        + _page([tags], 1, 0)
        + _page(frames, 2, len(frames) * _FRAME_SAMPLES, flags=4)
    )


def _page(packets: list[bytes], sequence: int, position: int, flags: int = 0) -> bytes:
    sizes = bytes(len(packet) for packet in packets)
    start = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, _SERIAL, sequence, 0)
    page = start + bytes([len(sizes)]) + sizes + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(data: bytes) -> int:
    """CRC-32 of Ogg: polynomial 0x04C11DB7, not reflected, from zero."""
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


@cache
def sample_document() -> bytes:
    """Give a price list as a PDF of one page."""
    words = b"BT /F1 18 Tf 40 120 Td (Price list: pot Rs 2,000) Tj ET"
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources" + font,
        b"<</Length " + str(len(words)).encode() + b">>stream\n" + words + b"\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + part + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    return (
        body
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    )
