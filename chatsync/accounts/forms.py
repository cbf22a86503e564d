"""The forms of the account pages, in our words."""

from typing import Any

from allauth.account.forms import (
    ConfirmPasswordResetCodeForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.factors import least_password
from chatsync.accounts.passwords import ADVISED, LEAST, MOST

REQUIRED = _("Fill in this field.")
NOT_AN_ADDRESS = _("This is not an e-mail address. It looks like name@example.com.")
PASSWORD_ADVICE = _("At least %(least)d characters; %(advised)d or more are better.")
_OWNERS_ADVICE = _("At least %(least)d characters.")


def password_advice(least: int = LEAST) -> str:
    """The rule in one line, under a field for a new password."""
    rule = _OWNERS_ADVICE if least >= ADVISED else PASSWORD_ADVICE
    return str(rule) % {"least": least, "advised": ADVISED}


def speak_our_words(fields: dict[str, forms.Field]) -> None:
    """Replace the library's sentences, which our catalogues do not hold."""
    for field in fields.values():
        field.error_messages["required"] = REQUIRED
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = NOT_AN_ADDRESS
            field.validators = [EmailValidator(NOT_AN_ADDRESS), *field.validators[1:]]


class SignInForm(LoginForm):  # type: ignore[misc]
    """Sign in with sign-in name or e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Sign-in name or e-mail")
        login.max_length = 254
        login.widget.attrs.update(
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
            maxlength=254,
            dir="ltr",
        )
        password.label, password.help_text = _("Password"), ""
        password.widget.attrs.update(maxlength=MOST, dir="ltr")

    def user_credentials(self) -> dict[str, str]:
        """One look-up only: two would take longer for addresses that exist."""
        login = self.cleaned_data["login"]
        kind = "email" if "@" in login else "username"
        return {kind: login, "password": self.cleaned_data["password"]}


class AskResetForm(ResetPasswordForm):  # type: ignore[misc]
    """Ask for a code to set a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs["dir"] = "ltr"


class ResetCodeForm(ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """Type the code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_code_field(self.fields["code"])


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """Set the new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        del self.fields[
            "password2"
        ]  # pasting from a manager is allowed, a second field is a hurdle
        field = self.fields["password1"]
        advice = password_advice(least_password(self.user) if self.user else LEAST)
        field.label, field.help_text = _("New password"), advice
        field.widget.attrs.update(maxlength=MOST, dir="ltr")


def dress_code_field(field: forms.Field) -> None:
    """How a code from a mail is typed: in capitals, from left to right, offered by the phone."""
    field.label = _("Code from the e-mail")
    field.widget.attrs.update(
        autocomplete="one-time-code",
        autocapitalize="characters",
        spellcheck="false",
        maxlength=20,
        dir="ltr",
    )


def dress_factor_field(field: forms.Field) -> None:
    """How a code of an app, or a recovery code, is typed."""
    field.label = _("Code")
    field.help_text = _("Six digits from your app, or one of your recovery codes.")
    field.widget.attrs.update(
        autocomplete="one-time-code",
        autofocus=True,
        inputmode="numeric",
        spellcheck="false",
        maxlength=20,
        dir="ltr",
    )


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in: a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_factor_field(self.fields["code"])


class ConfirmCodeForm(CodeAgainForm):  # type: ignore[misc]
    """Confirm by a code who you are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_factor_field(self.fields["code"])


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    """Confirm by the password who you are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        field = self.fields["password"]
        field.label, field.help_text = _("Password"), ""
        field.widget.attrs.update(maxlength=MOST, dir="ltr")


class TotpForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_factor_field(self.fields["code"])
        self.fields["code"].help_text = _("Six digits that the app shows now.")
