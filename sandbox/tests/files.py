"""Files as small as they can be, right and wrong ones."""

import io

from aiohttp import FormData

from sandbox.samples import sample_image
from sandbox.tests.support import Meta
from sandbox.voice import sample_voice

AN_MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isommp41"
STEREO = sample_voice().replace(b"OpusHead\x01\x01", b"OpusHead\x01\x02")


def webp(width: int, height: int, size: int = 0, *, animated: bool = False) -> bytes:
    """A WebP container with its extended header alone (RFC 9649)."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = bytes([2 * animated, 0, 0, 0]) + sides
    head = b"WEBPVP8X" + len(body).to_bytes(4, "little") + body
    return (b"RIFF" + len(head).to_bytes(4, "little") + head).ljust(size, b"\0")


FILES: dict[str, tuple[str, bytes]] = {
    "jpeg": ("image/jpeg", sample_image("teapot")),
    "webp": ("image/webp", webp(512, 512)),
    "animated": ("image/webp", webp(512, 512, 400_000, animated=True)),
    "small webp": ("image/webp", webp(96, 96)),
    "heavy webp": ("image/webp", webp(512, 512, 102_401)),
    "mp4": ("video/mp4", AN_MP4),
    "ogg": ("audio/ogg", sample_voice()),
    "stereo": ("audio/ogg", STEREO),
    "mp3": ("audio/mpeg", b"ID3"),
    "pdf": ("application/pdf", b"%PDF-1.4"),
}


async def upload(meta: Meta, name: str) -> str:
    mime_type, content = FILES[name]
    form = FormData({"messaging_product": "whatsapp", "type": mime_type})
    form.add_field("file", io.BytesIO(content), filename="a", content_type=mime_type)
    url = f"{meta.base}/v25.0/{meta.number_id}/media"
    headers = {"Authorization": f"Bearer {meta.token}"}
    async with meta.session.post(url, data=form, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        return str((await answer.json())["id"])
