"""Where somebody is signed in: see it, end one, end all others."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from chatsync.accounts.actions import end_other_sessions
from chatsync.accounts.coarse_time import coarse_time
from chatsync.accounts.models import TrustedBrowser
from chatsync.accounts.queries import sign_ins_of, trusted_without_session
from chatsync.accounts.session_limits import can_be_lengthened, seconds_left
from chatsync.accounts.sessions import end_sign_in
from chatsync.accounts.views.own import person_of


@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """`/account/sessions`."""
    person = person_of(request)
    facts = {
        "sessions": [(one, coarse_time(one.seen_at)) for one in sign_ins_of(person.id)],
        "own": request.session.session_key,
        "trusted": trusted_without_session(person.id),
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "accounts/sessions.html", facts)


@require_POST
@login_required
def end_session(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """End one session, perhaps this one: then the next page is the sign-in."""
    end_sign_in(person_of(request).id, sign_in_id)
    return redirect("/account/sessions?saved=ended")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one; the browsers that were trusted elsewhere are so no more."""
    end_other_sessions(request, person_of(request))
    return redirect("/account/sessions?saved=others")


@require_POST
@login_required
def forget_browser(request: HttpRequest, trusted_id: UUID) -> HttpResponse:
    """Ask for the second factor again in a browser that was trusted."""
    TrustedBrowser.objects.filter(person=person_of(request), id=trusted_id).delete()
    return redirect("/account/sessions?saved=forgotten")


@require_safe
def session_left(request: HttpRequest) -> JsonResponse:
    """`/account/session`: how many seconds this session lasts without input. No input itself."""
    if not request.user.is_authenticated:
        return JsonResponse({"seconds_left": 0, "can_stay": False}, status=401)
    kept = dict(request.session.items())
    left = max(0, int(seconds_left(kept)))
    return JsonResponse({"seconds_left": left, "can_stay": can_be_lengthened(kept)})
