"""Reading the channels: apps for the webhook door, numbers, and what an error means."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from django.utils.translation import gettext

from chatsync.channels.models import MetaApp
from chatsync.channels.seals import open_secrets, open_verify_token
from chatsync.channels.whatsapp.errors import TABLE, advise
from chatsync.kit.crypto import CannotOpen

_DETAILS_SAY_WHAT_IS_WRONG = frozenset({33, 100, 131008, 131009, 135000, 132000, 132012, 132018})
_log = structlog.get_logger()


@dataclass(frozen=True, repr=False)
class AppSecrets:
    """An active Meta app with what it signs and is verified with. Never logged, never shown."""

    app_id: UUID
    key: str
    secrets: tuple[bytes, ...]
    verify_token: str


def app_secrets() -> tuple[AppSecrets, ...]:
    """All active apps, opened, in one read.

    An app whose secrets no longer open (its key left the ring) is left out and logged: the
    others go on receiving.
    """
    opened = (_opened(app) for app in MetaApp.objects.filter(active=True).order_by("created_at"))
    return tuple(app for app in opened if app is not None)


def _opened(app: MetaApp) -> AppSecrets | None:
    try:
        secrets = open_secrets(app.secrets, app.owner_workspace_id, app.id)
        verify_token = open_verify_token(app.verify_token, app.owner_workspace_id, app.id)
    except CannotOpen:
        _log.error("app_secrets_do_not_open", app=str(app.id))
        return None
    return AppSecrets(app.id, app.key, tuple(s.encode() for s in secrets), verify_token)


def advice_for(code: int | None, title: str, details: str) -> tuple[str, str]:
    """What an agent reads under a failed message: a title and what to do, in their language.

    A code of Meta's table is said in our words, with Meta's details where these name the wrong
    value. An unknown code is shown as Meta put it. Without a code the reason is our own (already
    in our words), or Meta's answer never came.
    """
    if code in TABLE:
        known = TABLE[code]
        advice = gettext(known.advice)
        if details and code in _DETAILS_SAY_WHAT_IS_WRONG:
            advice = f"{advice} ({details})"
        return gettext(known.title), advice
    fallback = advise(code, http_status=503 if code is None else None)
    own_words = gettext if code is None else str
    return (
        own_words(title) if title else gettext(fallback.title),
        own_words(details) if details else gettext(fallback.advice),
    )
