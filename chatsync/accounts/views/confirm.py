"""Pages on which a signed-in person confirms who they are: by password, code or passkey.

The session gets a new key with every confirmation (OWASP ASVS 7.2.4).
"""

import json
from typing import Any

from allauth.account import views as flows
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse

from chatsync.accounts.forms import ConfirmCodeForm, ConfirmPasswordForm
from chatsync.accounts.passkey_forms import ConfirmPasskeyForm

_TEMPLATE = "accounts/confirm.html"


class _NewKey:
    """Gives the session a new key once the person has confirmed."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.cycle_key()
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class ConfirmByPassword(_NewKey, flows.ReauthenticateView):  # type: ignore[misc]
    """`/account/confirm`."""

    form_class = ConfirmPasswordForm
    template_name = _TEMPLATE


class ConfirmByCode(_NewKey, mfa.ReauthenticateView):  # type: ignore[misc]
    """`/account/confirm/code`."""

    form_class = ConfirmCodeForm
    template_name = _TEMPLATE


class ConfirmByPasskey(_NewKey, passkeys.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """`/account/confirm/passkey`."""

    form_class = ConfirmPasskeyForm
    template_name = _TEMPLATE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self.get_form()
        options = json.dumps(facts["js_data"]["request_options"])
        return {**facts, "form": form, "options": options}

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer
