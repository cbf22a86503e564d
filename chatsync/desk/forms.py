"""The form with which anybody asks about their data."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import speak_our_words
from chatsync.desk.models import LONGEST_TEXT, Kind
from chatsync.desk.plain_text import clean
from chatsync.kit.ids import parse_uuid, uuid7

TRAP = "website"
"""A field that people do not see. What fills in everything it finds is a program."""

KINDS = (
    (Kind.ACCESS, _("See my data, or get a copy")),
    (Kind.CORRECTION, _("Correct my data")),
    (Kind.DELETION, _("Delete my data")),
    (Kind.OBJECTION, _("Object, or withdraw an agreement")),
    (Kind.COMPLAINT, _("Complain")),
    (Kind.QUESTION, _("Ask something else")),
)


class ReadableField(forms.CharField):
    """A text that the database can hold: Django refuses NUL, in words that are not ours."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [it for it in self.validators if "Null" not in type(it).__name__]

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class RequestForm(forms.Form):
    """Who asks, what for, and where the answer goes. What was typed stays on a fault."""

    kind = forms.ChoiceField(
        label=_("What do you want?"),
        choices=KINDS,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    words = ReadableField(
        label=_("Your request"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        error_messages={"max_length": _("Write at most 5,000 characters; send the rest later.")},
        help_text=_(
            "Say which account, number or shop it is about. Send no passwords and no documents."
        ),
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"max_length": _("This address is too long.")},
        help_text=_("The answer goes there, and nowhere else is it used."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    name = ReadableField(
        label=_("Your name (optional)"),
        max_length=120,
        required=False,
        error_messages={"max_length": _("Write at most 120 characters.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    shop = ReadableField(
        label=_("The shop you wrote to (optional)"),
        max_length=120,
        required=False,
        error_messages={"max_length": _("Write at most 120 characters.")},
        help_text=_("If it is about messages with a shop: its name or its WhatsApp number."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    submission = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()

    def clean_submission(self) -> UUID:
        """The number that the page was drawn with; a false one is replaced."""
        return parse_uuid(self.cleaned_data["submission"]) or uuid7()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(TRAP):
            raise ValidationError(
                _("A field that people do not see was filled in. Send the form once more.")
            )
        return cleaned
