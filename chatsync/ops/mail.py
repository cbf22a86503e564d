"""What an operator reads of mails on their way: to whom, roughly; never what they say."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from chatsync.jobs.models import Mail, MailState
from chatsync.kit.pages import Place, cut, one_more

PAGE = 25
_READ = ("id", "kind", "recipient", "state", "attempts", "last_error", "queued_at", "text")
_ADDRESS = re.compile(r"([^\s<>@'\"(),:;]+)@([^\s<>@'\"(),:;]+)")


class Going(StrEnum):
    """How a mail stands. `sending`: the server is being spoken to at this moment."""

    WAITING = "waiting"
    SENDING = "sending"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class MailRow:
    """One mail. `next_try` is None where none is planned, or where it is due now."""

    id: UUID
    kind: str
    recipient: str
    going: Going
    attempts: int
    next_try: datetime | None
    error: str
    queued_at: datetime
    has_text: bool

    @property
    def may_go_again(self) -> bool:
        return self.going is Going.FAILED and self.has_text

    @property
    def may_stop(self) -> bool:
        return self.going is Going.WAITING


def mail_page(state: MailState | None, after: Place | None) -> tuple[list[MailRow], str | None]:
    """Mails that did not go out, the newest first, and the cursor of the next page."""
    mails = Mail.objects.exclude(state=MailState.SENT)
    if state:
        mails = mails.filter(state=state)
    if after:
        mails = mails.filter(Q(queued_at__lt=after.at) | Q(queued_at=after.at, id__lt=after.id))
    found = list(mails.only(*_READ).order_by("-queued_at", "-id")[: one_more(PAGE)])
    page, following = cut(found, PAGE, lambda mail: Place(mail.queued_at, mail.id))
    return _rows(page), following


def one_mail(mail_id: UUID) -> MailRow | None:
    """One that did not go out; None where there is none."""
    found = _rows(list(Mail.objects.filter(id=mail_id).exclude(state=MailState.SENT).only(*_READ)))
    return found[0] if found else None


def waiting_mails() -> QuerySet[Mail]:
    return Mail.objects.filter(state=MailState.QUEUED)


def failed_mails() -> QuerySet[Mail]:
    """Those that can still be sent again."""
    return Mail.objects.filter(state=MailState.FAILED).exclude(text="")


def masked(text: str) -> str:
    """A text whose mail addresses show their first letter and their host alone."""
    return _ADDRESS.sub(lambda found: f"{found[1][:1] if found[1][1:] else ''}…@{found[2]}", text)


def _rows(mails: list[Mail]) -> list[MailRow]:
    jobs = {
        str(job.args.get("mail_id")): job
        for job in ProcrastinateJob.objects.filter(
            task_name="send_mail",
            status__in=("todo", "doing"),
            args__mail_id__in=[str(mail.id) for mail in mails],
        )
    }
    return [_row(mail, jobs.get(str(mail.id))) for mail in mails]


def _row(mail: Mail, job: ProcrastinateJob | None) -> MailRow:
    going = Going.WAITING if mail.state == MailState.QUEUED else Going(mail.state)
    if going is Going.WAITING and job and job.status == "doing":
        going = Going.SENDING
    return MailRow(
        id=mail.id,
        kind=mail.kind,
        recipient=masked(mail.recipient),
        going=going,
        attempts=mail.attempts,
        next_try=job.scheduled_at if job and going is Going.WAITING else None,
        error=masked(mail.last_error),
        queued_at=mail.queued_at,
        has_text=bool(mail.text),
    )
