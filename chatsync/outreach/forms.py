"""The forms of strangers: what was typed stays on a fault."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import speak_our_words
from chatsync.outreach.models import LONGEST_TEXT, Topic

TRAP = "website"
"""A field that people do not see. What fills in everything it finds is a program."""

TOPICS = (
    (Topic.QUESTION, _("A question before we begin")),
    (Topic.TROUBLE, _("Something does not work")),
    (Topic.IDEA, _("An idea")),
    (Topic.OTHER, _("Something else")),
)


class PlainField(forms.CharField):
    """A text as the database can hold it: signs that nobody typed are left out."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\x00", "")))


class StrangersForm(forms.Form):
    """Speaks our words, and turns away what fills in the trap."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(TRAP):
            raise ValidationError(
                _("A field that people do not see was filled in. Send the form once more.")
            )
        return cleaned


class ContactForm(StrangersForm):
    """Who writes, and what."""

    name = PlainField(
        label=_("Your name"),
        max_length=120,
        error_messages={"max_length": _("Write at most 120 characters.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"max_length": _("This address is too long.")},
        help_text=_("The answer goes there, and nowhere else is it used."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=TOPICS,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    words = PlainField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("Write at most 5,000 characters; send the rest later.")},
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()


class SubscribeForm(StrangersForm):
    """Where the newsletter goes."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"max_length": _("This address is too long.")},
        help_text=_("A mail asks you to confirm. Every issue has a link that ends it."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()
