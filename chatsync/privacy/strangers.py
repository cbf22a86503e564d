"""What the forms of strangers share: no account, no cookie, no script; nothing typed is lost."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.forms import speak_our_words
from chatsync.kit.text import storable
from chatsync.privacy.areas import in_language
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.origins import form_is_ours

Form = TypeVar("Form", bound=forms.Form)

TRAP = "website"
"""A field that people do not see. What fills in everything it finds is a program."""


class ReadableField(forms.CharField):
    """A text that the database can hold: Django refuses NUL, in words that are not ours."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [it for it in self.validators if "Null" not in type(it).__name__]

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "")


def address_field(help_text: Any) -> forms.EmailField:
    """Where the answer goes."""
    return forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"max_length": _("This address is too long.")},
        help_text=help_text,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )


class StrangersForm(forms.Form):
    """Speaks our words, writes an address small, and turns away what fills in the trap."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_our_words(self.fields)

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get(TRAP):
            raise ValidationError(
                _("A field that people do not see was filled in. Send the form once more.")
            )
        return cleaned


def refusal(
    request: HttpRequest,
    form: Form,
    page: Callable[[HttpRequest, Form, int], HttpResponse],
    *,
    action: str,
) -> HttpResponse | None:
    """The answer to a sent form that may not go on, none where it may.

    `page` draws the form again with a status, its faults and what was typed; `action` is the key of
    the limit per network. What another site sent gets the plain page: its words are not ours.
    """
    if not form_is_ours(request):
        return render(request, "403.html", status=403)
    if not form.is_valid():
        return page(request, form, 422)
    if not came_from_our_form(request):
        form.add_error(None, gettext("This page was open for too long. Send it once more."))
        return page(request, form, 403)
    if not ratelimit.consume(request, action=action):
        said = gettext("Too many messages came from your network. Send it again in an hour.")
        form.add_error(None, said)
        return page(request, form, 429)
    return None


def onward(path: str, query: str = "") -> HttpResponse:
    """On to a public page, in the reader's language; going back sends nothing twice."""
    page = in_language(path, get_language() or "en")
    answer = HttpResponseRedirect(f"{page}?{query}" if query else page)
    answer.status_code = 303
    return answer
