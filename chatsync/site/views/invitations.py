"""`/invitations/<token>`: joining a workspace. Only a POST changes anything."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chatsync.accounts.models import Person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import email_is_taken
from chatsync.kit.errors import Conflict, NotFound, ReadOnly
from chatsync.kit.ids import org_id
from chatsync.site.invitation_form import NewPersonForm
from chatsync.workspaces.access import access_of_person
from chatsync.workspaces.actions.join import AlreadyMember, WrongPerson, join, join_as_new
from chatsync.workspaces.actions.seats import SeatsTaken
from chatsync.workspaces.queries.team import Offer, offer_of

_STATUS = {"wrong_person": 403, "suspended": 403, "full": 409}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites, and take the seat. Used, revoked, expired, unknown: one and the same."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation")
    if refused:
        return refused
    offer = offer_of(token)
    if offer is None:
        return _gone(request)
    try:
        if isinstance(request.user, Person):
            return _for_signed_in(request, request.user, token, offer)
        return _for_new(request, token, offer)
    except NotFound:
        return _gone(request)
    except (ReadOnly, SeatsTaken) as refusal:
        kind = "full" if isinstance(refusal, SeatsTaken) else "suspended"
        return _page(request, kind, token, offer)


def _for_signed_in(request: HttpRequest, person: Person, token: str, offer: Offer) -> HttpResponse:
    access = access_of_person(person.id, offer.workspace_id)
    if access and not access.only_looks:
        return _page(request, "member", token, offer)
    if offer.email and person.email != offer.email:
        return _page(request, "wrong_person", token, offer)
    if offer.frozen or request.method != "POST":
        return _page(request, "suspended" if offer.frozen else "join", token, offer)
    try:
        join(token, person)
    except WrongPerson:
        return _page(request, "wrong_person", token, offer)
    except AlreadyMember:
        return _page(request, "member", token, offer)
    answer = HttpResponseRedirect(_inbox(offer.workspace_id))
    answer.status_code = 303
    return answer


def _for_new(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    if offer.frozen:
        return _page(request, "suspended", token, offer)
    if offer.email and email_is_taken(offer.email):
        return _page(request, "sign_in", token, offer)
    form = NewPersonForm(offer, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "new", token, offer, form=form)
    given = form.cleaned_data
    try:
        person, workspace_id = join_as_new(
            token,
            name=given["name"],
            login=given.get("login", ""),
            password_hash=hash_password(given["password"]),
        )
    except SeatsTaken:
        raise
    except Conflict as taken:
        form.add_error("login" if "login" in form.fields else None, str(taken.detail))
        return _page(request, "new", token, offer, form=form)
    record_authentication(request, person, method="password", username=person.login)
    login = Login(user=person, email=person.email, redirect_url=_inbox(workspace_id), signup=True)
    answer: HttpResponse = perform_login(request, login)
    return answer


def _page(request: HttpRequest, kind: str, token: str, offer: Offer, **more: Any) -> HttpResponse:
    """One of the answers. None tells why the workspace is suspended: that is for its members."""
    here = reverse("invitation", args=[token])
    facts = {
        "offer": offer,
        "action": here,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "inbox": _inbox(offer.workspace_id),
        **more,
    }
    return render(request, f"site/invitation_{kind}.html", facts, status=_STATUS.get(kind, 200))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "site/invitation_gone.html", status=404)


def _inbox(workspace_id: UUID) -> str:
    return f"/w/{org_id(workspace_id)}/inbox"
