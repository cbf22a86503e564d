"""Meta apps: the operator's from the settings, and those of workspaces."""

import secrets
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.checks import app_refusal
from chatsync.channels.addresses import callback_url
from chatsync.channels.asking import ask
from chatsync.channels.models import MetaApp
from chatsync.channels.schemas import MetaAppIn, OwnApp
from chatsync.channels.seals import (
    open_secrets,
    open_verify_token,
    seal_secrets,
    seal_verify_token,
)
from chatsync.channels.whatsapp.answers import Done
from chatsync.channels.whatsapp.subscription import (
    Subscription,
    app_of_token,
    subscribe_app_fields,
)
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen
from chatsync.kit.errors import Conflict
from chatsync.kit.ids import uuid7
from chatsync.kit.problem import absent

_NO_TOKEN = "none"  # noqa: S105  asked about only to see whether the app's own token is taken
CHANNEL = "chatsync_apps"
"""Notified when an app is new or has other secrets; the webhook door reads them anew."""


def sync_operator_app() -> None:
    """Make the operator's app what WHATSAPP_APP_ID, _APP_SECRETS and _VERIFY_TOKEN say.

    Safe to repeat, at every start. Without an app id nothing is changed. Another app id makes
    another app: numbers stay bound to the one that they were connected with.
    """
    if not settings.OPERATOR_APP_ID:
        return
    with transaction.atomic():
        _keep_app(
            owner_id=None,
            app_id=settings.OPERATOR_APP_ID,
            app_secrets=tuple(settings.OPERATOR_APP_SECRETS),
            verify_token=settings.OPERATOR_VERIFY_TOKEN,
        )


def keep_own_app(workspace_id: UUID, own: OwnApp) -> UUID:
    """Store a workspace's app, sealed; the same app id again replaces its secrets."""
    given = tuple(part.strip() for part in own.secret.split(",") if part.strip())
    return _keep_app(
        owner_id=workspace_id, app_id=own.app_id, app_secrets=given, verify_token=own.verify_token
    )


def enter_app(workspace_id: UUID, wanted: MetaAppIn) -> UUID:
    """Keep a workspace's app before any number of it is known; returns its row's id.

    Meta is asked first whether id and secret belong together. Raises Invalid and
    MetaDoesNotAnswer.

    Entered again, it gets the secrets given now and keeps its callback address and verify token,
    which may already stand in Meta's pages.
    """
    first = wanted.secret.split(",")[0].strip()
    answer = ask(lambda graph: app_of_token(graph, wanted.app_id, first, _NO_TOKEN))
    if not isinstance(answer, str):
        raise app_refusal(answer)
    known = MetaApp.objects.filter(owner_workspace_id=workspace_id, app_id=wanted.app_id).first()
    token = secrets.token_urlsafe(24)
    if known is not None:
        with suppress(CannotOpen):
            token = open_verify_token(known.verify_token, workspace_id, known.id)
    own = OwnApp(app_id=wanted.app_id, secret=wanted.secret, verify_token=token)
    return keep_own_app(workspace_id, own)


def own_app(workspace_id: UUID, app_row: UUID) -> MetaApp:
    """An app of this workspace. Raises NotFound for any other's."""
    app = MetaApp.objects.filter(id=app_row, owner_workspace_id=workspace_id).first()
    if app is None:
        raise absent()
    return app


def forget_app(workspace_id: UUID, app_row: UUID) -> None:
    """Delete an app that no number uses. Raises NotFound and Conflict."""
    app = own_app(workspace_id, app_row)
    try:
        with transaction.atomic():
            app.delete()
    except (ProtectedError, IntegrityError):
        raise Conflict(
            _("Numbers use this app, or used it once: their messages are signed by it.")
        ) from None


def subscribe_fields(workspace_id: UUID, app_row: UUID) -> None:
    """Enter callback address, verify token and all fields at Meta, with the app's own secret.

    Meta calls the address while it answers. Raises NotFound, Invalid (Meta refuses the secret or
    cannot reach the address) and MetaDoesNotAnswer.
    """
    app = own_app(workspace_id, app_row)
    try:
        (secret, *_older) = open_secrets(app.secrets, workspace_id, app.id)
        verify_token = open_verify_token(app.verify_token, workspace_id, app.id)
    except CannotOpen:
        raise Conflict(_("The stored app secret does not open. Enter it again.")) from None
    wish = Subscription(app.app_id, secret, callback_url(app.key), verify_token)
    answer = ask(lambda graph: subscribe_app_fields(graph, wish))
    if not isinstance(answer, Done):
        raise app_refusal(answer)


def note_verified(app_row: UUID) -> None:
    """Meta checked the callback address of this app with its verify token."""
    MetaApp.objects.filter(id=app_row).update(verified_at=now())


def operator_app() -> MetaApp | None:
    """The operator's app for new numbers, if the operator offers one."""
    apps = MetaApp.objects.filter(owner_workspace_id=None, active=True)
    preferred = apps.filter(app_id=settings.OPERATOR_APP_ID).first()
    return preferred or apps.order_by("created_at").first()


def _keep_app(
    *, owner_id: UUID | None, app_id: str, app_secrets: tuple[str, ...], verify_token: str
) -> UUID:
    app = MetaApp.objects.filter(owner_workspace_id=owner_id, app_id=app_id).first()
    if app is None:
        app = MetaApp(
            id=uuid7(),
            key=secrets.token_urlsafe(32),
            owner_workspace_id=owner_id,
            app_id=app_id,
        )
    app.secrets = seal_secrets(app_secrets, owner_id, app.id)
    app.verify_token = seal_verify_token(verify_token, owner_id, app.id)
    app.active = True
    app.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return app.id
