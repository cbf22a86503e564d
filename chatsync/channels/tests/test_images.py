"""Content decides what an image is; its small copy is small and tells nothing more."""

from io import BytesIO

import pytest
from PIL import Image

from chatsync.channels.media.images import THUMBNAIL_BYTES, NotAnImage, look_at, sniffed_type
from chatsync.channels.tests.pictures import LIARS, a_bomb, a_photo


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_an_image_is_recognised_by_its_content(kind: str) -> None:
    looked = look_at(a_photo(640, 480, kind=kind))
    assert (looked.mime_type, looked.width, looked.height) == (f"image/{kind.lower()}", 640, 480)


@pytest.mark.parametrize("size", [(1200, 800), (4000, 3000), (9, 3000), (1, 1)])
def test_a_thumbnail_is_at_most_20_kb_and_holds_no_exif(size: tuple[int, int]) -> None:
    thumbnail = look_at(a_photo(*size)).thumbnail
    assert len(thumbnail) <= THUMBNAIL_BYTES
    with Image.open(BytesIO(thumbnail)) as small:
        assert small.format == "WEBP"
        assert max(small.size) <= 360
        assert not small.getexif()
    assert b"taken at home" not in thumbnail


def test_a_turned_photo_stands_upright() -> None:
    looked = look_at(a_photo(800, 400, turned=True))
    assert (looked.width, looked.height) == (400, 800)
    with Image.open(BytesIO(looked.thumbnail)) as small:
        assert small.height > small.width


@pytest.mark.parametrize("name", list(LIARS))
def test_what_is_no_image_is_said_so(name: str) -> None:
    with pytest.raises(NotAnImage):
        look_at(LIARS[name])


def test_too_many_pixels_are_refused_before_they_are_unpacked() -> None:
    with pytest.raises(NotAnImage):
        look_at(a_bomb())
    with pytest.raises(NotAnImage) as refused:
        look_at(a_photo(5_100, 5_000, kind="PNG"))
    assert refused.value.too_many_pixels


@pytest.mark.parametrize("name", ["svg", "html", "empty"])
def test_what_a_browser_would_run_is_never_named(name: str) -> None:
    assert sniffed_type(LIARS[name]) == "application/octet-stream"
