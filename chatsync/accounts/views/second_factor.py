"""Signing in beyond the password: code or passkey as second factor, or a passkey alone."""

import json
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from chatsync.accounts.forms import CodeForm
from chatsync.accounts.models import Person, SignIn
from chatsync.accounts.passkey_forms import PasskeyForm, PasskeySignInForm
from chatsync.accounts.stages import SecondFactor
from chatsync.accounts.trust import TRUSTED_FOR, trust


class _SecondFactorPage(mfa.AuthenticateView):  # type: ignore[misc]
    """A code of the app, a recovery code, or a passkey."""

    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    template_name = "accounts/second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.stage.login.user
        answer: HttpResponse = super().form_valid(form)
        if isinstance(self.request.user, Person) and "trust" in self.request.POST:
            made, token = trust(self.request, person)
            self.request.new_trust = token
            SignIn.objects.filter(session_key=self.request.session.session_key).update(trusted=made)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        person = self.stage.login.user
        return {
            **facts,
            "options": json.dumps(facts["js_data"]["request_options"]),
            "has_passkey": bool(auth.get_credentials(person)),
            "has_code": has_code(person),
            "trusted_days": TRUSTED_FOR.days,
        }


class PasskeySignIn(passkeys.LoginWebAuthnView):  # type: ignore[misc]
    """`/login/passkey`: a GET by script begins, the POST of the sign-in page ends."""

    form_class = PasskeySignInForm

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if "application/json" not in request.headers.get("Accept", ""):
            return HttpResponseRedirect(reverse("account_login"))
        return JsonResponse(auth.begin_authentication(user=None))


_page = _SecondFactorPage.as_view()


def second_factor_page(request: HttpRequest) -> HttpResponse:
    """For whoever typed a right password that still is one.

    Where the browser shall be trusted, `request.new_trust` holds the value of its cookie.
    """
    stage = LoginStageController.enter(request, SecondFactor.key)
    if isinstance(stage, SecondFactor) and not stage.still_stands():
        ended: HttpResponse = stage.abort()
        return ended
    answer: HttpResponse = _page(request)
    return answer


def has_code(person: Person) -> bool:
    """Whether the person may type a code: of an app, or a recovery code."""
    return bool(mfa.Authenticator.objects.filter(user=person).exclude(type="webauthn").exists())
