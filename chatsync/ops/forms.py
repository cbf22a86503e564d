"""What an operator fills in about a workspace. Each change has a reason, which it reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import speak_our_words

_MOST = 100_000
_WHOLE = _("Type a whole number, or leave it empty.")
_ERRORS = {
    "invalid": _WHOLE,
    "min_value": _("The limit is too small."),
    "max_value": _("The limit is too large. Leave it empty for none."),
}


def _digits() -> forms.TextInput:
    """No number field: browsers send one that they cannot read as empty, which means no limit."""
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})


class ReasonField(forms.CharField):
    """Why something is done to a workspace; it stays in its audit log for good."""

    def __init__(self, help_text: Any) -> None:
        super().__init__(
            label=_("Reason"),
            max_length=200,
            error_messages={"max_length": _("Say it in at most 200 characters.")},
            help_text=help_text,
            widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        )


class OurForm(forms.Form):
    """A form that finds fault in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)


class LimitsForm(OurForm):
    """How many seats and numbers a workspace may have."""

    staff_limit = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=_MOST,
        error_messages=_ERRORS,
        widget=_digits(),
        help_text=_("Empty: no limit. Nobody loses a seat; only new members are refused."),
    )
    number_limit = forms.IntegerField(
        label=_("Numbers"),
        required=False,
        min_value=0,
        max_value=_MOST,
        error_messages=_ERRORS,
        widget=_digits(),
        help_text=_("Empty: no limit. Connected numbers stay; only new ones are refused."),
    )
    reason = ReasonField(_("The workspace reads it in its audit log. Name no person in it."))


class SuspendForm(OurForm):
    """Why a workspace is suspended."""

    reason = ReasonField(_("Its members read it. Name no person in it."))


class StepInForm(OurForm):
    """Why an operator steps into a workspace."""

    reason = ReasonField(_("Its members read it at once. Name no person in it."))
