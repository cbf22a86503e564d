"""Meta apps: the operator's from the settings, and those of workspaces."""

import secrets
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from chatsync.channels.models import MetaApp
from chatsync.channels.schemas import OwnApp
from chatsync.channels.seals import seal_secrets, seal_verify_token
from chatsync.kit.ids import uuid7

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
