"""Reading the desk's mailbox: a job, so that one process does it at a time."""

from contextlib import suppress

import structlog
from django.conf import settings
from django.db import DatabaseError
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from chatsync.desk.actions.mailbox import note_fault, note_reading
from chatsync.desk.actions.receive import take_letter
from chatsync.desk.letters import read_letter
from chatsync.desk.mailbox import Mailbox, MailboxClosed, MailRefused, open_mailbox
from chatsync.desk.queries import mailbox_standing

_AT_ONCE = 50
"""Mails of one turn; the next turn takes the rest."""

_ONE_AT_A_TIME = "desk_mailbox"
_NOT_STORED = "A mail could not be stored; it stays unread and is tried again."
_log = structlog.get_logger()


def ask_for_mail() -> None:
    """Leave a job that reads the mailbox, where there is one and none waits already."""
    if settings.PRIVACY_MAILBOX is not None:
        with suppress(AlreadyEnqueued):
            read_mailbox.defer()


@app.task(
    name="read_mailbox",
    queue="maintenance",
    lock=_ONE_AT_A_TIME,
    queueing_lock=_ONE_AT_A_TIME,
)
def read_mailbox() -> None:
    """Take every new mail. One is marked as read only after it was stored, so that whoever kills
    this job loses none; what is read twice is known by its Message-ID.
    """
    address = settings.PRIVACY_MAILBOX
    if address is None:
        return
    try:
        with open_mailbox(address) as mailbox:
            is_complete = _take_new(mailbox)
    except MailboxClosed as closed:
        _log.warning("mailbox_not_read", error=str(closed))
        note_fault(str(closed))
        return
    if not is_complete:
        note_fault(_NOT_STORED)


def _take_new(mailbox: Mailbox) -> bool:
    """Whether all of them could be stored."""
    known = mailbox_standing()
    is_same = known is not None and known.validity == mailbox.validity
    # What was read before the desk came is not asked of the desk; what is unread is.
    done_to = known.last_uid if known and is_same else max(0, mailbox.next_uid - 1)
    is_complete = True
    for uid in mailbox.waiting(done_to)[:_AT_ONCE]:
        if not _take(mailbox, uid):
            is_complete = False
        elif is_complete:
            done_to = max(done_to, uid)
    note_reading(mailbox.validity, done_to)
    return is_complete


def _take(mailbox: Mailbox, uid: int) -> bool:
    try:
        fetched = mailbox.fetch(uid)
        if fetched is None:
            return True
        raw, is_whole = fetched
        take_letter(read_letter(raw, is_whole=is_whole))
    except (MailRefused, DatabaseError, ValueError) as error:
        _log.warning("desk_mail_not_stored", error=f"{type(error).__name__}: {error}"[:200])
        return False
    mailbox.mark_read(uid)
    return True
