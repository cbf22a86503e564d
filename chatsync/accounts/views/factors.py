"""Second factors: an app with codes, passkeys, recovery codes. Every change asks who you are."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from chatsync.accounts.factors import needs_factor
from chatsync.accounts.forms import TotpForm
from chatsync.accounts.models import Person, TrustedBrowser
from chatsync.accounts.passkey_forms import AddPasskeyForm
from chatsync.accounts.views.own import person_of

_HOME = reverse_lazy("mfa_index")


@login_required
def factors(request: HttpRequest) -> HttpResponse:
    """`/account/factors`: what there is, and the way to each change."""
    mine = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    kinds = Authenticator.Type
    codes = next((one for one in mine if one.type == kinds.RECOVERY_CODES), None)
    facts = {
        "totp": next((one for one in mine if one.type == kinds.TOTP), None),
        "passkeys": [one.wrap() for one in mine if one.type == kinds.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "any": bool(mine),
        "needed": needs_factor(person_of(request)),
    }
    return render(request, "accounts/factors.html", facts)


class TotpOn(totp.ActivateTOTPView):  # type: ignore[misc]
    """`/account/factors/app`: scan the picture, type a code."""

    form_class = TotpForm
    template_name = "accounts/totp_on.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        secret = facts["form"].secret
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return {**facts, "secret": " ".join(groups)}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        made.wrap().validate_code(form.cleaned_data["code"])  # it must not sign in once more
        _rights_changed(self.request)
        return answer


class TotpOff(totp.DeactivateTOTPView):  # type: ignore[misc]
    """`/account/factors/app/off`."""

    template_name = "accounts/totp_off.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _rights_changed(self.request)
        return answer


class PasskeyOn(passkeys.AddWebAuthnView):  # type: ignore[misc]
    """`/account/factors/passkeys/new`: the browser makes it, a script hands it over."""

    form_class = AddPasskeyForm
    template_name = "accounts/passkey_on.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return {**facts, "options": json.dumps(options)}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _rights_changed(self.request)
        return answer


class PasskeyOff(passkeys.RemoveWebAuthnView):  # type: ignore[misc]
    """`/account/factors/passkeys/<id>/off`. The last factor of whoever needs one stays."""

    template_name = "accounts/passkey_off.html"
    success_url = _HOME

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        return {**facts, "name": self.object.wrap().name}

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.object):
            facts = self.get_context_data(form=form, is_last=True)
            refused: HttpResponse = self.render_to_response(facts, status=409)
            return refused
        answer: HttpResponse = super().form_valid(form)
        _rights_changed(self.request)
        return answer


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """`/account/factors/codes`: shown on the first visit alone."""

    template_name = "accounts/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        lines = "\r\n".join(facts["unused_codes"]) if facts["can_view_codes"] else ""
        return {**facts, "file": f"ChatSync\r\n{lines}\r\n"}


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """`/account/factors/codes/new`: the old ones stop working."""

    template_name = "accounts/recovery_codes_new.html"


def _rights_changed(request: HttpRequest) -> None:
    """A new session key, and no trust in any browser that was given under other factors."""
    if isinstance(request.user, Person):
        request.session.cycle_key()
        TrustedBrowser.objects.filter(person=request.user).delete()
