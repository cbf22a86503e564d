"""Files as phones and offices make them, as short as they can be."""

import zipfile
from io import BytesIO


def an_ogg(channels: int = 1) -> bytes:
    head = b"OpusHead" + bytes([1, channels]) + b"\0" * 9
    return b"OggS" + b"\0" * 22 + b"\x01\x13" + head + b"\0" * 64


def an_mp4(*, handler: bytes = b"vide", codec: bytes = b"avc1", brand: bytes = b"isom") -> bytes:
    ftyp = b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0" + brand + b"mp41"
    return ftyp + b"\0\0\0\x21hdlr" + b"\0" * 8 + handler + b"\0" * 13 + b"\0\0\0\x08" + codec


def an_office_file(folder: str = "word") -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(f"{folder}/document.xml", "<x/>")
    return held.getvalue()


A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
AN_MP3 = b"ID3\x04" + b"\0" * 100
