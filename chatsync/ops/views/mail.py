"""`/ops/mail`: mails that did not go out, sending one again and stopping one."""

from uuid import UUID

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.views.own import person_of
from chatsync.jobs.mail import send_again, stop
from chatsync.jobs.models import MailState
from chatsync.ops.counts import COUNTED
from chatsync.ops.mail import MailRow, failed_mails, mail_page, one_mail, waiting_mails
from chatsync.ops.views.paging import listed, place_of

_SHOWN = {"waiting": MailState.QUEUED, "failed": MailState.FAILED, "stopped": MailState.STOPPED}
_log = structlog.get_logger()


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """`?state=` waiting, failed or stopped; `?after=`; and what a deed came to."""
    state = request.GET.get("state", "")
    rows, following = mail_page(_SHOWN.get(state), place_of(request.GET.get("after")))
    asked = {"state": state} if state in _SHOWN else {}
    facts = {
        **listed(request, rows, following, asked),
        "narrowed_to": urlencode(asked),
        "waiting": waiting_mails()[:COUNTED].count(),
        "failed": failed_mails()[:COUNTED].count(),
    }
    return render(request, "ops/mails.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, mail: UUID) -> HttpResponse:
    """Send one that failed again."""
    if request.method == "POST":
        went = send_again(mail)
        if went:
            _log.info("mail_asked_again", mail=str(mail), operator=str(person_of(request).id))
        return redirect(f"/ops/mail?done={'again' if went else 'late'}")
    return render(request, "ops/mail_again.html", {"one": _found(mail, may="may_go_again")})


@require_http_methods(["GET", "HEAD", "POST"])
def stopping(request: HttpRequest, mail: UUID) -> HttpResponse:
    """Stop one that waits."""
    if request.method == "POST":
        stopped = stop(mail)
        if stopped:
            _log.info("mail_stopped", mail=str(mail), operator=str(person_of(request).id))
        return redirect(f"/ops/mail?done={'stopped' if stopped else 'late'}")
    return render(request, "ops/mail_stop.html", {"one": _found(mail, may="may_stop")})


def _found(mail_id: UUID, *, may: str) -> MailRow:
    found = one_mail(mail_id)
    if found is None or not getattr(found, may):
        raise Http404
    return found
