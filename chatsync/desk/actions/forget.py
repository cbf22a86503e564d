"""Deleting requests that are over; the database takes their entries with them."""

from datetime import datetime

from chatsync.desk.models import Request, State


def delete_requests(before: datetime, most: int) -> int:
    """Requests closed before a moment, with all that was said and done about them."""
    over = Request.objects.filter(state=State.CLOSED, settled_at__lt=before)
    ids = list(over.values_list("id", flat=True)[:most])
    gone, _by_table = Request.objects.filter(id__in=ids, state=State.CLOSED).delete()
    return gone
