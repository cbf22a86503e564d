"""The forms of strangers: what was typed stays on a fault."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.outreach.models import LONGEST_TEXT, TOPICS
from chatsync.privacy.strangers import ReadableField, StrangersForm, address_field


class ContactForm(StrangersForm):
    """Who writes, and what."""

    name = ReadableField(
        label=_("Your name"),
        max_length=120,
        error_messages={"max_length": _("Write at most 120 characters.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    address = address_field(_("The answer goes there, and nowhere else is it used."))
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(key, _(name)) for key, name in TOPICS.items()],
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    words = ReadableField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("Write at most 5,000 characters; send the rest later.")},
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )


class SubscribeForm(StrangersForm):
    """Where the newsletter goes."""

    address = address_field(_("A mail asks you to confirm. Every issue has a link that ends it."))
