"""Receipts of bank transfers: what is taken, how it lies in its row, how it is handed out."""

import base64
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from chatsync.billing.models import Receipt
from chatsync.kit.crypto import KeyRing, Place
from chatsync.kit.errors import Invalid
from chatsync.kit.ids import uuid7
from chatsync.kit.sealed import place_in
from chatsync.kit.tenancy import current_workspace

MOST_BYTES = 4 * 1024 * 1024
_HEADS = {
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"%PDF-": ("application/pdf", "pdf"),
}
_ENDINGS = {**dict(_HEADS.values()), "image/webp": "webp"}


def check_receipt(content: bytes) -> str:
    """The MIME type that the content shows; the name and type that came along count for nothing
    (OWASP File Upload Cheat Sheet). Raises Invalid."""
    if not content:
        raise _wrong(_("This file is empty. Choose another one."))
    if len(content) > MOST_BYTES:
        raise _wrong(_("This file is larger than 4 MB. Send a smaller photo, or the bank's PDF."))
    for head, (mime_type, _ending) in _HEADS.items():
        if content.startswith(head):
            return mime_type
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise _wrong(_("A receipt is a photo (JPEG, PNG, WebP) or a PDF. Choose such a file."))


def keep_receipt(transfer_id: UUID, content: bytes, mime_type: str) -> None:
    """Put it in the place of the one before, in the open scope."""
    drop_receipt(transfer_id)
    row_id = uuid7()
    Receipt.objects.create(
        id=row_id,
        transfer_id=transfer_id,
        content=_ring().seal(base64.b64encode(content).decode(), _place(row_id)),
        mime_type=mime_type,
        size=len(content),
    )


def drop_receipt(transfer_id: UUID) -> None:
    """Delete it in the open scope; an absent one is fine."""
    Receipt.objects.filter(transfer_id=transfer_id).delete()


def delete_receipts(before: datetime, most: int) -> int:
    """At most so many of the open scope that came before a moment; returns how many."""
    old = Receipt.objects.filter(made_at__lt=before).order_by("made_at")
    gone, _by_table = Receipt.objects.filter(
        id__in=list(old.values_list("id", flat=True)[:most])
    ).delete()
    return gone


def receipt_file(receipt: Receipt, reference: str) -> HttpResponse:
    """The file, in the open scope. A picture may be shown, a PDF is kept by the browser; neither
    runs in our origin, whatever is in it."""
    content = base64.b64decode(_ring().open(receipt.content, _place(receipt.id)))
    is_picture = receipt.mime_type.startswith("image/")
    response = HttpResponse(content, content_type=receipt.mime_type)
    name = f"receipt-{reference}.{_ENDINGS[receipt.mime_type]}"
    kind = "inline" if is_picture else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _wrong(said: object) -> Invalid:
    return Invalid(said, errors=[{"loc": "file", "msg": said}])


def _place(row_id: UUID) -> Place:
    return place_in(Receipt, "content", current_workspace(), row_id)


@lru_cache(maxsize=1)
def _ring() -> KeyRing:
    return KeyRing.parse(settings.ENCRYPTION_KEYS)
