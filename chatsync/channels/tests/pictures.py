"""Files as customers send them: fine, broken, huge and lying."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def a_photo(
    width: int = 1200, height: int = 800, *, kind: str = "JPEG", turned: bool = False
) -> bytes:
    """Noise, so that it does not compress; with a place in its EXIF that must not travel on."""
    image = Image.effect_noise((width, height), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    if turned:
        exif[0x0112] = 6
    held = BytesIO()
    image.save(held, kind, exif=exif)
    return held.getvalue()


def a_bomb() -> bytes:
    """A PNG of a few bytes that claims 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 4_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


LIARS = {
    "svg": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "empty": b"",
    "cut short": a_photo(300, 200)[:4_000],
    "gif": b"GIF89a" + b"\0" * 40,
    "bomb": a_bomb(),
    "head only": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
}
