"""Forms with which people change what is theirs: name, sign-in name, address, password."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.actions import LOGIN_RULE, usable_login
from chatsync.accounts.factors import least_password
from chatsync.accounts.forms import dress_code_field, password_advice, speak_our_words
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import MOST
from chatsync.kit.errors import Invalid

_PRESENT = _("This is your present password. Choose another one.")


class NameForm(forms.Form):
    """The name that colleagues see."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)


class LoginForm(forms.Form):
    """The name to sign in with."""

    login = forms.CharField(
        label=_("Sign-in name"),
        max_length=30,
        help_text=LOGIN_RULE,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)

    def clean_login(self) -> str:
        try:
            return usable_login(self.cleaned_data["login"])
        except Invalid as refused:
            raise ValidationError(str(refused)) from refused


class AddressForm(forms.Form):
    """A new e-mail address, to be proved by a code."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class AddressCodeForm(forms.Form):
    """The code from the mail to the new address."""

    code = forms.CharField(max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_code_field(self.fields["code"])


class OwnPasswordForm(forms.Form):
    """A new password for somebody who just confirmed who they are."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "maxlength": MOST, "dir": "ltr"}
        ),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        speak_our_words(self.fields)
        self.fields["password"].help_text = password_advice(least_password(person))

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        get_adapter().clean_password(password, self.person)
        if self.person.check_password(password):
            raise ValidationError(_PRESENT)
        return password
