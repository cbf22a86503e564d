"""What an operator fills in about a request to the privacy desk."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.operators import operators
from chatsync.desk.models import Kind, State
from chatsync.kit.clock import now
from chatsync.ops.forms import OurForm
from chatsync.privacy.strangers import ReadableField

LONGEST_ANSWER = 20_000
_CHOOSE = {"invalid_choice": _("Choose one of these.")}
_TOO_LONG = {"max_length": _("Write at most 20,000 characters.")}
_SHORT = {"max_length": _("Say it in at most 200 characters.")}

KIND_CHOICES = (
    (Kind.ACCESS, _("Access or copy")),
    (Kind.CORRECTION, _("Correction")),
    (Kind.DELETION, _("Deletion")),
    (Kind.OBJECTION, _("Objection or withdrawal")),
    (Kind.COMPLAINT, _("Complaint")),
    (Kind.QUESTION, _("Question")),
)
STATE_CHOICES = (
    (State.NEW, _("New")),
    (State.IN_PROGRESS, _("In progress")),
    (State.WAITING, _("Waiting for the person")),
    (State.ANSWERED, _("Answered")),
    (State.CLOSED, _("Closed")),
)
_AFTER_ANSWER = (State.ANSWERED, State.WAITING, State.IN_PROGRESS)
_LANGUAGES = (("en", _("English")), ("ur", _("Urdu")))


def _long_text() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 8, "dir": "auto"})


def _line(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attributes})


class AnswerForm(OurForm):
    """What goes to the person, and how the request stands then."""

    words = ReadableField(
        label=_("Your answer"),
        max_length=LONGEST_ANSWER,
        widget=_long_text(),
        error_messages=_TOO_LONG,
        help_text=_("It goes to the person as it stands here, in plain text."),
    )
    then = forms.ChoiceField(
        label=_("Afterwards it is"),
        choices=[pair for pair in STATE_CHOICES if pair[0] in _AFTER_ANSWER],
        initial=State.ANSWERED,
        error_messages=_CHOOSE,
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput())


class NoteForm(OurForm):
    """What only operators read."""

    note = ReadableField(
        label=_("A note for operators"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages=_TOO_LONG,
        help_text=_("The person never sees it. It cannot be changed later."),
    )


class HolderForm(OurForm):
    """Who sees to it."""

    holder = forms.ChoiceField(label=_("Who sees to it"), required=False, error_messages=_CHOOSE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.id), person.name) for person in operators()]
        self.fields["holder"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]


class StateForm(OurForm):
    """How it stands."""

    state = forms.ChoiceField(label=_("State"), choices=STATE_CHOICES, error_messages=_CHOOSE)


class ExtensionForm(OurForm):
    """Why it takes longer."""

    reason = ReadableField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"max_length": _("Say it in at most 1,000 characters.")},
        help_text=_("The person reads it, in the mail that tells them."),
    )


class IdentityForm(OurForm):
    """How it was checked who asks."""

    how = ReadableField(
        label=_("How you checked who it is"),
        max_length=200,
        error_messages=_SHORT,
        widget=_line(),
        help_text=_("The way only, for instance “answered from the account's own address”."),
    )


class DetailsForm(OurForm):
    """Whose request it is, and of which kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KIND_CHOICES, error_messages=_CHOOSE)
    name = ReadableField(
        label=_("Name"), max_length=120, required=False, error_messages=_SHORT, widget=_line()
    )
    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Answers go there. Empty: you pass them on yourself."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    shop = ReadableField(
        label=_("Shop"), max_length=120, required=False, error_messages=_SHORT, widget=_line()
    )

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()


class EnterForm(DetailsForm):
    """A request that came by letter, by telephone or in a mailbox that is read by hand."""

    words = ReadableField(
        label=_("What they ask"),
        max_length=LONGEST_ANSWER,
        widget=_long_text(),
        error_messages=_TOO_LONG,
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"), choices=_LANGUAGES, error_messages=_CHOOSE
    )
    received = forms.DateField(
        label=_("Received on"),
        error_messages={"invalid": _("Give the day as 2026-11-30.")},
        help_text=_("The time to answer runs from this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"}),
    )

    def clean_received(self) -> date:
        day: date = self.cleaned_data["received"]
        if day > now().date():
            raise ValidationError(_("This day has not come yet."))
        return day
