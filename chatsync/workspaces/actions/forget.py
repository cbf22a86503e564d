"""Deleting what a workspace keeps about ways in, when its time is over."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from chatsync.workspaces.actions import answer_of
from chatsync.workspaces.models import ApiKey, Invitation, KeptAnswer, KeyPace, StepIn


def delete_answers(before: datetime, most: int) -> int:
    """Answers of the open scope kept for repeated requests."""
    old = KeptAnswer.objects.filter(started_at__lt=before).values_list("id", flat=True)[:most]
    gone, _by_table = KeptAnswer.objects.filter(id__in=list(old)).delete()
    return gone


def delete_invitations(before: datetime, most: int) -> int:
    """Invitations of the open scope, accepted, revoked or expired: each works 72 hours at most."""
    old = Invitation.objects.filter(made_at__lt=before).values_list("id", flat=True)[:most]
    gone, _by_table = Invitation.objects.filter(id__in=list(old)).delete()
    return gone


def delete_step_ins(before: datetime, most: int) -> int:
    """Step-ins of the open scope that have ended."""
    old = StepIn.objects.filter(ended_at__lt=before).values_list("id", flat=True)[:most]
    gone, _by_table = StepIn.objects.filter(id__in=list(old)).delete()
    return gone


def delete_revoked_keys(before: datetime, most: int) -> int:
    """Keys of the open scope that stopped working."""
    old = ApiKey.objects.filter(revoked_at__lt=before).values_list("id", flat=True)[:most]
    gone, _by_table = ApiKey.objects.filter(id__in=list(old)).delete()
    return gone


def delete_paces_of_workspace() -> list[UUID]:
    """How fast the open scope's keys were used."""
    mine = list(ApiKey.objects.values_list("id", flat=True))
    paces = KeyPace.objects.filter(key_id__in=mine)
    ids = list(paces.values_list("key_id", flat=True))
    paces.delete()
    return ids


def delete_paces(before: datetime, most: int) -> int:
    """How fast keys were used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM workspaces_keypace WHERE key_id IN ("
            "SELECT key_id FROM workspaces_keypace WHERE due_at < %s LIMIT %s)",
            [before, most],
        )
        return int(cursor.rowcount)


def delete_answers_about(ids: Iterable[UUID]) -> None:
    """Answers of the open scope kept for repeated requests that name one of these rows.

    They are sealed, so each is opened; no more are kept than came in a day.
    """
    named = [str(one) for one in ids]
    for kept in KeptAnswer.objects.filter(body__isnull=False).iterator():
        said = answer_of(kept)
        if any(one in said for one in named):
            kept.delete()
