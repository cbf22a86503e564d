"""What an operator fills in about landing pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chatsync.analytics.blocks import KINDS, LANGUAGES, Block, Text
from chatsync.analytics.models import LONGEST_SLUG
from chatsync.ops.forms import OurForm

_NAMED = {"en": _("%(text)s, in English"), "ur": _("%(text)s, in Urdu")}


class SlugForm(OurForm):
    """The address of a new page."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_SLUG,
        error_messages={"max_length": _("Say it in at most 40 characters.")},
        help_text=_(
            "The page will be at /l/ and this, for example spring-offer. It cannot change later."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


class ShareForm(OurForm):
    """How often variant B is drawn."""

    share_b = forms.IntegerField(
        label=_("Of a hundred views, how many get variant B"),
        min_value=0,
        max_value=100,
        error_messages={
            "invalid": _("Type a whole number from 0 to 100."),
            "min_value": _("Type a whole number from 0 to 100."),
            "max_value": _("Type a whole number from 0 to 100."),
        },
        help_text=_(
            "Drawn anew for every view, for everybody; nothing is kept in a browser. 0: no "
            "comparison."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )


class BlockForm(OurForm):
    """The texts of one block, each in both languages. A draft may have gaps."""

    def __init__(self, block: Block, *args: Any, **kwargs: Any) -> None:
        self._block = block
        known = {
            f"{name}_{language}": said
            for language in LANGUAGES
            for name, said in block[language].items()
        }
        super().__init__(*args, initial=known, **kwargs)
        for text in KINDS[block["kind"]].texts:
            for language in LANGUAGES:
                self.fields[f"{text.name}_{language}"] = _field(text, language)

    def block(self) -> Block:
        """The block with what was typed."""
        texts = {
            language: {
                text.name: self.cleaned_data[f"{text.name}_{language}"]
                for text in KINDS[self._block["kind"]].texts
            }
            for language in LANGUAGES
        }
        return {**self._block, **texts}


def _field(text: Text, language: str) -> forms.CharField:
    attributes = {
        "dir": "rtl" if language == "ur" else "ltr",
        "lang": language,
        "autocomplete": "off",
    }
    widget = forms.Textarea if text.is_long else forms.TextInput
    return forms.CharField(
        label=_NAMED[language] % {"text": gettext(text.label)},
        required=False,
        max_length=text.most,
        error_messages={"max_length": _("Say it in at most %(limit_value)d characters.")},
        widget=widget(attrs={**attributes, **({"rows": 3} if text.is_long else {})}),
    )
