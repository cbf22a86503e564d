"""`/signup/<token>`: signing up a business with the link of an operator."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chatsync.site.views.sign_up import closed, fill_in, gone
from chatsync.workspaces.queries.businesses import invitation_of_token


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invited_sign_up(request: HttpRequest, token: str) -> HttpResponse:
    """The form of `/signup`. The invitation is used up only when the workspace is made.

    Where sign-up is closed it stays closed; where it is open nobody needs an invitation.
    """
    if settings.SIGNUP == "closed":
        return closed(request)
    if settings.SIGNUP == "open":
        return redirect("account_signup")
    invitation = invitation_of_token(token)
    if invitation is None:
        return gone(request)
    if request.user.is_authenticated:
        return render(request, "site/sign_up_signed_in.html")
    here = reverse("invited_sign_up", args=[token])
    return fill_in(request, here, bytes(invitation.digest).hex(), invitation.email)
