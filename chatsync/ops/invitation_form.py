"""What an operator fills in for a new business."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.ops.forms import OurForm


class InviteForm(OurForm):
    """Where the link is mailed, and what the operator notes for themselves."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Empty: nothing is mailed, and you pass the link on yourself."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Say it in at most 200 characters.")},
        help_text=_("Only operators read it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
