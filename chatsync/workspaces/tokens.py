"""The token of an invitation: `<workspace>-<secret>`, of which only a digest is stored.

The workspace stands in it because its rows cannot be read before it is named. The secret has 256
random bits (OWASP ASVS 5.0, 6.5.2 and 11.5.1), so a plain digest cannot be reversed.
"""

import io
import re
import secrets
from hashlib import sha256
from uuid import UUID

import qrcode
from django.conf import settings
from qrcode.image.svg import SvgPathImage

from chatsync.kit.ids import parse_uuid

_TOKEN = re.compile(r"([0-9a-f]{32})-[A-Za-z0-9_-]{43}", re.ASCII)


def new_token(workspace_id: UUID) -> str:
    return f"{workspace_id.hex}-{secrets.token_urlsafe(32)}"


def workspace_in(token: str) -> UUID | None:
    """The workspace that a token names, or None for a text that we did not write."""
    found = _TOKEN.fullmatch(token)
    return parse_uuid(found[1]) if found else None


def digest_of_token(token: str) -> bytes:
    return sha256(token.encode()).digest()


def link_of(token: str) -> str:
    """Where the token is taken."""
    return f"{settings.BASE_URL.rstrip('/')}/invitations/{token}"


def qr_of(link: str) -> str:
    """The link as an SVG image of one path: no script, no style, nothing fetched."""
    held = io.BytesIO()
    qrcode.make(link, image_factory=SvgPathImage, border=2).save(held)
    return held.getvalue().decode()
