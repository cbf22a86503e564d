"""Deleting mails and jobs that are over."""

from datetime import datetime

from django.db import connection

from chatsync.jobs.models import Mail, MailState

_JOBS = """
DELETE FROM procrastinate_jobs WHERE id IN (
  SELECT j.id FROM procrastinate_jobs j
  WHERE j.status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS (
    SELECT FROM procrastinate_events e WHERE e.job_id = j.id AND e.at >= %s)
  LIMIT %s)
"""


def delete_mails(before: datetime, most: int) -> int:
    """Mails by age, whatever became of them."""
    ids = list(Mail.objects.filter(queued_at__lt=before).values_list("id", flat=True)[:most])
    Mail.objects.filter(id__in=ids).delete()
    return len(ids)


def erase_failed_mails(before: datetime, most: int) -> int:
    """What mails say that nobody took: until then they can be sent again."""
    told = Mail.objects.filter(state=MailState.FAILED, settled_at__lt=before).exclude(text="")
    ids = list(told.values_list("id", flat=True)[:most])
    return Mail.objects.filter(id__in=ids, state=MailState.FAILED).update(subject="", text="")


def delete_jobs(before: datetime, most: int) -> int:
    """Jobs that are over and of which nothing was heard since; their events go with them."""
    with connection.cursor() as cursor:
        cursor.execute(_JOBS, [before, most])
        return int(cursor.rowcount)


def erase_mails_to(address: str) -> None:
    """Every mail to an address, sent, failed or waiting."""
    Mail.objects.filter(recipient__iexact=address).delete()
