"""What an image really is, and its small copy.

The name and the type that came along count for nothing (OWASP File Upload Cheat Sheet): content
decides.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from puremagic import PureError, from_string

MOST_PIXELS = 25_000_000
THUMBNAIL_BYTES = 20 * 1024
_SIDES = (360, 280, 200, 120)
_QUALITIES = (72, 55, 40, 25)
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_BROKEN = (OSError, ValueError, SyntaxError, ArithmeticError, IndexError, TypeError, MemoryError)


class NotAnImage(Exception):  # noqa: N818  it is what the file is
    """The bytes are no image that we show: `too_many_pixels`, or broken, or something else."""

    def __init__(self, *, too_many_pixels: bool = False) -> None:
        super().__init__("too many pixels" if too_many_pixels else "not an image")
        self.too_many_pixels = too_many_pixels


@dataclass(frozen=True)
class Looked:
    """An image whose pixels were all read."""

    mime_type: str
    width: int
    height: int
    thumbnail: bytes


def look_at(data: bytes) -> Looked:
    """Read a JPEG, PNG or WebP to its last pixel and make its thumbnail (WebP, no EXIF).

    Raises NotAnImage for everything else, for broken files and for more than MOST_PIXELS; the
    size is read from the head, before any pixel is unpacked.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _looked(data)
    except (Image.DecompressionBombError, UnidentifiedImageError, *_BROKEN):
        raise NotAnImage from None


def sniffed_type(head: bytes) -> str:
    """The MIME type that the content shows; `application/octet-stream` where it shows none.

    Only for files that are offered for download: what a browser would run is never named.
    """
    try:
        found = str(from_string(head, mime=True))
    except (PureError, ValueError):
        return "application/octet-stream"
    is_safe = found.startswith(("audio/", "video/", "image/")) and "svg" not in found
    return found if is_safe or found == "application/pdf" else "application/octet-stream"


def _looked(data: bytes) -> Looked:
    with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as image:
        width, height = image.size
        mime_type = _FORMATS[str(image.format)]
        if width * height > MOST_PIXELS:
            raise NotAnImage(too_many_pixels=True)
        image.load()
        if image.getexif().get(0x0112, 1) in {5, 6, 7, 8}:
            width, height = height, width
        upright = ImageOps.exif_transpose(image)
        return Looked(mime_type, width, height, _thumbnail(upright))


def _thumbnail(image: Image.Image) -> bytes:
    """The largest of our sizes that fits into THUMBNAIL_BYTES. Nothing of EXIF is taken along."""
    plain = image.convert(
        "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    )
    written = b""
    for side, quality in zip(_SIDES, _QUALITIES, strict=True):
        small = plain.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS)
        held = BytesIO()
        small.save(held, "WEBP", quality=quality, method=4)
        written = held.getvalue()
        if len(written) <= THUMBNAIL_BYTES:
            break
    return written
