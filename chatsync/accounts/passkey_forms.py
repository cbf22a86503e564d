"""Forms that carry what a browser's passkey dialogue answered (W3C WebAuthn, level 2)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import speak_our_words

_REFUSED = _("The passkey was not accepted. Try again, or use another way.")


class _OurWords(forms.Form):
    """The library speaks of codes where a passkey was refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages.update(required=_REFUSED, invalid=_REFUSED)

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as refused:
            if refused.code != "incorrect_code":
                raise
            raise ValidationError(_REFUSED) from refused


class PasskeyForm(_OurWords, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second factor at sign-in: a passkey."""


class PasskeySignInForm(_OurWords, LoginWebAuthnForm):  # type: ignore[misc]
    """Sign in with a passkey alone."""


class ConfirmPasskeyForm(_OurWords, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Confirm by a passkey who you are."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Add a passkey. It must verify its user, so that it can sign in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        speak_our_words(self.fields)
        self.fields["credential"].error_messages.update(required=_REFUSED, invalid=_REFUSED)
        name = self.fields["name"]
        name.label, name.max_length = _("Name of the passkey"), 60
        name.widget.attrs.update(maxlength=60, dir="auto")

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError as refused:
            raise ValidationError(_REFUSED) from refused
        return cleaned
