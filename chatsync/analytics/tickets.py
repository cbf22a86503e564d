"""What a landing page gives along to the sign-up: from where a view came, signed, for some hours.

It travels in the link and in a hidden field, never in a cookie. `view` is a random number of that
one page view; it makes each step count once and is stored nowhere.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core import signing

from chatsync.analytics.models import SignUpOrigin
from chatsync.kit.crypto import KeyRing, Place
from chatsync.kit.sealed import place_in

FIELD = "via"
VALID_FOR = timedelta(hours=20)
"""With the hour that a begun sign-up is kept, shorter than the day after which its marks go."""
_SALT = "chatsync.analytics.ticket"
_MARK_BYTES = 16
_LONGEST = 500


@dataclass(frozen=True)
class Origin:
    """A landing page, the variant drawn, the campaign of the link, and the day of the view."""

    landing: str
    variant: str
    campaign: str
    day: date


@dataclass(frozen=True)
class Ticket:
    """One view of a landing page on its way through the sign-up."""

    origin: Origin
    view: str

    def mark(self, step: str) -> bytes:
        """What says that this view was counted at a step."""
        return sha256(f"{step}:{self.view}".encode()).digest()[:_MARK_BYTES]


def write_ticket(origin: Origin) -> str:
    """A ticket for a view that is counted now."""
    told = [origin.landing, origin.variant, origin.campaign, origin.day.isoformat()]
    return signing.dumps([*told, secrets.token_urlsafe(12)], salt=_SALT)


def read_ticket(text: str, valid_for: timedelta = VALID_FOR) -> Ticket | None:
    """The view that a ticket stands for; None for one that is not ours, or too old."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        told = signing.loads(text, salt=_SALT, max_age=valid_for)
    except signing.BadSignature:
        return None
    landing, variant, campaign, day, view = told
    return Ticket(Origin(landing, variant, campaign, date.fromisoformat(day)), view)


def seal_origin(origin: Origin, workspace_id: UUID) -> bytes:
    """The origin as it is kept with a workspace."""
    told = {**asdict(origin), "day": origin.day.isoformat()}
    return _ring().seal(json.dumps(told), _place(workspace_id))


def open_origin(sealed: bytes | memoryview, workspace_id: UUID) -> Origin:
    """Raises CannotOpen where the key ring lost its key."""
    told = json.loads(_ring().open(bytes(sealed), _place(workspace_id)))
    return Origin(**{**told, "day": date.fromisoformat(told["day"])})


def _place(workspace_id: UUID) -> Place:
    return place_in(SignUpOrigin, "sealed", workspace_id, workspace_id)


@lru_cache(maxsize=4)
def _parsed(setting: str) -> KeyRing:
    return KeyRing.parse(setting)


def _ring() -> KeyRing:
    return _parsed(settings.ENCRYPTION_KEYS)
