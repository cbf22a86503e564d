"""The form with which anybody asks about their data."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.desk.models import LONGEST_TEXT, Kind
from chatsync.kit.ids import parse_uuid, uuid7
from chatsync.privacy.strangers import ReadableField, StrangersForm, address_field

KINDS = (
    (Kind.ACCESS, _("See my data, or get a copy")),
    (Kind.CORRECTION, _("Correct my data")),
    (Kind.DELETION, _("Delete my data")),
    (Kind.OBJECTION, _("Object, or withdraw an agreement")),
    (Kind.COMPLAINT, _("Complain")),
    (Kind.QUESTION, _("Ask something else")),
)


class RequestForm(StrangersForm):
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
    address = address_field(_("The answer goes there, and nowhere else is it used."))
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

    def clean_submission(self) -> UUID:
        """The number that the page was drawn with; a false one is replaced."""
        return parse_uuid(self.cleaned_data["submission"]) or uuid7()
