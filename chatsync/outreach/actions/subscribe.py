"""Asking for the newsletter, confirming the address, leaving."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string

from chatsync.jobs.mail import queue_mail
from chatsync.kit.clock import now
from chatsync.kit.ids import parse_uuid
from chatsync.outreach.models import Subscriber, SubscriptionRequest

VALID_FOR = timedelta(hours=48)
_NOT_AGAIN_FOR = timedelta(minutes=10)
_SALT = "chatsync.outreach.leave"
LANGUAGE = "in"
"""What a link from a mail says of its language, since the page behind it has no other way to know:
many a phone in Pakistan is set to English and reads Urdu.
"""


def ask(address: str, language: str) -> None:
    """Mail a link that confirms; nothing where the address is confirmed or was just asked.

    Whoever types an address learns nothing about it, and fills no stranger's mailbox.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if Subscriber.objects.filter(address=address).exists():
            return
        recent = SubscriptionRequest.objects.filter(address=address)
        if recent.filter(asked_at__gt=now() - _NOT_AGAIN_FOR).exists():
            return
        SubscriptionRequest.objects.update_or_create(
            address=address,
            defaults={"digest": _digest(token), "language": language, "asked_at": now()},
        )
        words = {"link": _link(f"confirm/{token}", language)}
        queue_mail(
            recipient=address,
            subject=render_to_string("outreach/confirm_subject.txt", words),
            text=render_to_string("outreach/confirm_message.txt", words),
            kind="newsletter_confirm",
        )


def confirm(token: str) -> bool:
    """Make a subscriber of an address that asked; whether the link still worked."""
    with transaction.atomic():
        asked = open_request(token)
        if asked is None:
            return False
        Subscriber.objects.get_or_create(
            address=asked.address, defaults={"language": asked.language}
        )
        asked.delete()
    return True


def open_request(token: str) -> SubscriptionRequest | None:
    """What a link from a mail stands for, while it holds."""
    fresh = SubscriptionRequest.objects.filter(asked_at__gt=now() - VALID_FOR)
    return fresh.filter(digest=_digest(token)).first()


def leaving_link(subscriber: Subscriber) -> str:
    """The address that ends a subscription. It is good once, since it deletes what it names."""
    token = signing.dumps(str(subscriber.id), salt=_SALT)
    return _link(f"leave/{token}", subscriber.language)


def subscriber_of(token: str) -> Subscriber | None:
    """Whom a leaving link names; None once they left, and for a link that is not ours."""
    try:
        named: UUID | None = parse_uuid(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(id=named).first() if named else None


def leave(token: str) -> None:
    """Forget the address. Safe to repeat."""
    found = subscriber_of(token)
    if found:
        found.delete()


def delete_requests(before: datetime, most: int) -> int:
    """Addresses that asked and did not confirm."""
    old = SubscriptionRequest.objects.filter(asked_at__lt=before).values_list("id", flat=True)
    gone, _by_table = SubscriptionRequest.objects.filter(id__in=list(old[:most])).delete()
    return gone


def _link(deed: str, language: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}/newsletter/{deed}?{LANGUAGE}={language}"


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
