"""What an operator writes to strangers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chatsync.ops.forms import OurForm
from chatsync.outreach.models import LONGEST_TEXT

_LONGEST = _("This is too long.")


class AnswerForm(OurForm):
    """An answer to somebody who wrote."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _LONGEST},
        help_text=_("It goes out by mail, with what they wrote below it."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class IssueForm(OurForm):
    """One issue in both languages: each subscriber gets theirs."""

    subject_en = forms.CharField(
        label=_("Subject in English"), max_length=150, error_messages={"max_length": _LONGEST}
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        max_length=4 * LONGEST_TEXT,
        error_messages={"max_length": _LONGEST},
        widget=forms.Textarea(attrs={"rows": 10, "lang": "en", "dir": "ltr"}),
    )
    subject_ur = forms.CharField(
        label=_("Subject in Urdu"),
        max_length=150,
        error_messages={"max_length": _LONGEST},
        widget=forms.TextInput(attrs={"lang": "ur", "dir": "rtl"}),
    )
    text_ur = forms.CharField(
        label=_("Text in Urdu"),
        max_length=4 * LONGEST_TEXT,
        error_messages={"max_length": _LONGEST},
        help_text=_("Plain text. The link that ends the subscription is added below."),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "ur", "dir": "rtl"}),
    )


def _text(label: Any, language: str, help_text: Any = "") -> forms.CharField:
    direction = "rtl" if language == "ur" else "ltr"
    return forms.CharField(
        label=label,
        max_length=1000,
        error_messages={"max_length": _LONGEST},
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language, "dir": direction}),
    )


class WordForm(OurForm):
    """How an incident goes on."""

    text_en = _text(_("Text in English"), "en")
    text_ur = _text(_("Text in Urdu"), "ur", _("Everybody reads it on the status page at once."))


class IncidentForm(OurForm):
    """What does not work, in both languages."""

    title_en = forms.CharField(
        label=_("Title in English"), max_length=120, error_messages={"max_length": _LONGEST}
    )
    text_en = _text(_("Text in English"), "en")
    title_ur = forms.CharField(
        label=_("Title in Urdu"),
        max_length=120,
        error_messages={"max_length": _LONGEST},
        widget=forms.TextInput(attrs={"lang": "ur", "dir": "rtl"}),
    )
    text_ur = _text(_("Text in Urdu"), "ur", _("Everybody reads it on the status page at once."))
