"""`/ops/invitations`: links with which new businesses sign up."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.accounts.views.own import person_of
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id
from chatsync.ops.invitation_form import InviteForm
from chatsync.ops.views.paging import listed, place_of
from chatsync.workspaces.actions.invite_business import invite_business, revoke_business_invitation
from chatsync.workspaces.models import BusinessInvitation
from chatsync.workspaces.queries.businesses import business_invitations, open_invitations

PAGE = 25
_pages = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Row:
    """An invitation with its state (open, used, revoked, expired) and what was made with it."""

    it: BusinessInvitation
    state: str
    org: str


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first; `?after=`; and what a deed came to."""
    found, following = business_invitations(place_of(request.GET.get("after"), timed=False), PAGE)
    facts = {
        **listed(request, [_row(it) for it in found], following),
        "mode": settings.SIGNUP,
    }
    return render(request, "ops/invitations.html", facts)


@_pages
def invite(request: HttpRequest) -> HttpResponse:
    """The form, and the link, which is shown this once."""
    if settings.SIGNUP != "invite":
        raise Http404
    form = InviteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "ops/invite.html", {"form": form})
    given = form.cleaned_data
    made = invite_business(person_of(request), email=given["email"], note=given["note"])
    return render(request, "ops/invitation_made.html", {"made": made})


@_pages
def revoking(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take one back."""
    if request.method == "POST":
        taken = revoke_business_invitation(invitation)
        return redirect(f"/ops/invitations?done={'revoked' if taken else 'late'}")
    found = open_invitations().filter(id=invitation).first()
    if found is None:
        raise Http404
    return render(request, "ops/invitation_revoke.html", {"it": found})


def _row(it: BusinessInvitation) -> Row:
    if it.used_at:
        state = "used"
    elif it.revoked_at:
        state = "revoked"
    else:
        state = "open" if it.expires_at > now() else "expired"
    return Row(it, state, org_id(it.workspace_id) if it.workspace_id else "")
