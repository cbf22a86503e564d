"""Signing up: the form, the code from the mail, the new workspace."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import email_is_taken
from chatsync.analytics.actions.funnel import Step
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict
from chatsync.site.actions import NewBusiness, sign_up
from chatsync.site.arrivals import note, origin_of
from chatsync.site.forms import CodeForm, SignUpForm
from chatsync.site.pending import PendingSignUp, drop, keep, recall
from chatsync.workspaces.actions.invite_business import BusinessInvitationGone
from chatsync.workspaces.queries.businesses import open_invitations

_pages = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters("password")
@_pages
def sign_up_form(request: HttpRequest) -> HttpResponse:
    """`/signup`. The answer to a good form is the same whether or not the address is known."""
    if request.user.is_authenticated:
        return redirect("/w")
    if request.method == "GET":
        note(request, Step.CALLED)
    if settings.SIGNUP != "open":
        return closed(request)
    return fill_in(request, reverse("account_signup"))


def fill_in(
    request: HttpRequest, action: str, invitation: str = "", email: str = ""
) -> HttpResponse:
    """The form, and what it leads to. `invitation`: its digest in hex; `email`: typed already."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="sign_up")
    if refused:
        return refused
    form = SignUpForm(request.POST if request.method == "POST" else None, initial={"email": email})
    if request.method != "POST" or not form.is_valid():
        facts = {"form": form, "action": action, "via": note(request, Step.SHOWN)}
        return render(request, "site/sign_up.html", facts)
    email = form.cleaned_data["email"]
    pending = PendingSignUp(
        business=form.cleaned_data["business"],
        name=form.cleaned_data["name"],
        email=email,
        phone=form.cleaned_data["phone"],
        password=hash_password(form.cleaned_data["password"]),
        taken=email_is_taken(email),
        begun_at=now().timestamp(),
        invitation=invitation,
        via=note(request, Step.SUBMITTED),
    )
    return _send_code(request, pending)


@_pages
def sign_up_code(request: HttpRequest) -> HttpResponse:
    """`/signup/code`: ten minutes and five tries per code, four codes per sign-up.

    A sign-up that began while it was open ends here too once it is closed, and one by invitation
    once the invitation does not work any more.
    """
    pending = recall(request.session)
    refused = _refusal(request, pending)
    if refused:
        drop(request.session)
        return refused
    if pending is None:
        return redirect("account_signup")
    if request.method != "POST":
        return _code_page(request, pending, CodeForm())
    return _code_sent(request, pending)


def _code_sent(request: HttpRequest, pending: PendingSignUp) -> HttpResponse:
    if "another" in request.POST:
        return (
            _send_code(request, pending) if pending.may_have_another_code else _start_over(request)
        )
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, pending, form)
    fault = _fault_of(request, pending, form.cleaned_data["code"])
    if fault:
        form.add_error("code", fault)
        return _code_page(request, pending, form)
    return _finish(request, pending)


def _refusal(request: HttpRequest, pending: PendingSignUp | None) -> HttpResponse | None:
    if settings.SIGNUP == "open":
        return None
    if settings.SIGNUP != "invite" or pending is None or not pending.invitation:
        return closed(request)
    works = open_invitations().filter(digest=bytes.fromhex(pending.invitation)).exists()
    return None if works else gone(request)


def gone(request: HttpRequest) -> HttpResponse:
    """Used, taken back, expired, unknown: one and the same."""
    return render(request, "site/sign_up_gone.html", status=404)


def closed(request: HttpRequest) -> HttpResponse:
    """Why nobody signs up here, or not without an invitation."""
    by_invitation = settings.SIGNUP == "invite"
    return render(request, "site/sign_up_closed.html", {"by_invitation": by_invitation})


def _send_code(request: HttpRequest, pending: PendingSignUp) -> HttpResponse:
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, action="sign_up_mail", key=pending.email
    )
    if refused:
        return refused
    coded, code = pending.with_new_code()
    adapter = get_adapter(request)
    if not coded.taken:
        words = {"code": code, "business": coded.business}
        adapter.send_mail("account/email/sign_up_code", coded.email, words)
    elif coded.codes == 1:
        adapter.send_account_already_exists_mail(coded.email)
    keep(request.session, coded)
    return redirect("sign_up_code")


def _fault_of(request: HttpRequest, pending: PendingSignUp, typed: str) -> str | None:
    """Why this code does not do, or None.

    Tries are counted in the shared cache: a burst of requests would all read the same count from
    the session.
    """
    if not ratelimit.consume(request, action="sign_up_code", key=pending.id):
        return gettext("Too many wrong tries. Ask for another code.")
    if pending.is_code_expired():
        return gettext("This code is over ten minutes old. Ask for another one.")
    if not pending.accepts(typed):
        return gettext("This code is wrong. Check the mail and type it again.")
    return None


def _finish(request: HttpRequest, pending: PendingSignUp) -> HttpResponse:
    drop(request.session)
    new = NewBusiness(
        business=pending.business,
        name=pending.name,
        email=pending.email,
        phone=pending.phone,
        password_hash=pending.password,
        language=get_language() or "en",
    )
    invited = settings.SIGNUP == "invite"
    try:
        person, workspace = sign_up(
            new,
            bytes.fromhex(pending.invitation) if invited else None,
            origin_of(request, pending.via),
        )
    except BusinessInvitationGone:
        return gone(request)
    except Conflict:
        return render(request, "site/sign_up_taken.html", status=409)
    record_authentication(request, person, method="password", email=person.email)
    welcome = f"/w/{workspace.org}/settings/channels"
    login = Login(user=person, email=person.email, redirect_url=welcome, signup=True)
    answer: HttpResponse = perform_login(request, login)
    return answer


def _code_page(request: HttpRequest, pending: PendingSignUp, form: CodeForm) -> HttpResponse:
    facts = {
        "form": form,
        "email": pending.email,
        "another": pending.may_have_another_code,
        "invited": bool(pending.invitation),
    }
    return render(request, "site/sign_up_code.html", facts)


def _start_over(request: HttpRequest) -> HttpResponseRedirect:
    drop(request.session)
    return redirect("account_signup")
