"""What an operator fills in about campaign links."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.analytics.models import LONGEST_VALUE, UtmKind
from chatsync.ops.forms import OurForm

KINDS = {
    UtmKind.CAMPAIGN: _("Campaign (utm_campaign)"),
    UtmKind.SOURCE: _("Source (utm_source)"),
    UtmKind.MEDIUM: _("Medium (utm_medium)"),
}


class WordForm(OurForm):
    """A word that campaign links may hold."""

    kind = forms.ChoiceField(
        label=_("Part of the link"),
        choices=list(KINDS.items()),
        error_messages={"invalid_choice": _("Choose one of the three parts.")},
    )
    value = forms.CharField(
        label=_("Word"),
        max_length=LONGEST_VALUE,
        error_messages={"max_length": _("Say it in at most 60 characters.")},
        help_text=_("Letters, digits, dots, dashes and underscores, for example eid-2026."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
