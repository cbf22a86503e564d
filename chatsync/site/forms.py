"""The sign-up form."""

from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import dress_code_field, password_advice, speak_our_words
from chatsync.accounts.models import Person
from chatsync.accounts.passwords import ADVISED, MOST, refuse_weak


class SignUpForm(forms.Form):
    """A new business and its owner. What was typed stays on a fault, all but the password."""

    business = forms.CharField(label=_("Business name"), max_length=120)
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    phone = forms.CharField(label=_("Phone number"), max_length=40)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4 * MOST,  # the rule below says it in words
        widget=forms.PasswordInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        hints = {
            "business": {"autocomplete": "organization", "dir": "auto"},
            "name": {"autocomplete": "name", "dir": "auto"},
            "email": {"autocomplete": "email", "dir": "ltr"},
            "phone": {"autocomplete": "tel", "dir": "ltr"},
            "password": {"autocomplete": "new-password", "dir": "ltr"},
        }
        for name, attributes in hints.items():
            self.fields[name].widget.attrs.update(attributes)
        self.fields["phone"].widget.input_type = "tel"
        self.fields["email"].help_text = _("We send a code to it; later you sign in with it.")
        self.fields["phone"].help_text = gettext("Begins with %(codes)s.") % {"codes": _codes()}
        self.fields["password"].help_text = password_advice(ADVISED)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password:
            near = [str(cleaned.get(name, "")) for name in ("business", "name", "email", "phone")]
            try:
                refuse_weak(password, near, ADVISED)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)
        dress_code_field(self.fields["code"])


def read_phone(text: str) -> str:
    """A phone number in E.164, of a country that may sign up; raises ValidationError.

    Without a country code it is read as one of the first country in the setting.
    """
    codes = [int(code.lstrip("+")) for code in settings.SIGNUP_COUNTRY_CODES]
    region = phonenumbers.region_code_for_country_code(codes[0])
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("This is not a complete phone number. It looks like %(example)s."),
            params={"example": left_to_right(_example(region))},
        )
    if number.country_code not in codes:
        raise ValidationError(
            _("Sign-up is open for numbers that begin with %(codes)s."),
            params={"codes": _codes()},
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def left_to_right(text: str) -> str:
    """A number inside a sentence of either direction (Unicode UAX 9: LRI … PDI)."""
    return f"\u2066{text}\u2069"


def _codes() -> str:
    return left_to_right(", ".join(settings.SIGNUP_COUNTRY_CODES))


def _example(region: str) -> str:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if number is None:
        return "+"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class DeleteAccountForm(forms.Form):
    """Naming what goes for good: the sign-in name."""

    login = forms.CharField(
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}
        ),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        speak_our_words(self.fields)
        asked = gettext("Type your sign-in name: %(login)s")
        self.fields["login"].label = asked % {"login": person.login}

    def clean_login(self) -> str:
        typed = str(self.cleaned_data["login"]).strip().lower()
        if typed != self.person.login:
            raise ValidationError(gettext("This is not your sign-in name. Nothing was deleted."))
        return typed
