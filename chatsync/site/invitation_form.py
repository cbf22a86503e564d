"""The form of somebody who joins a workspace and has no account yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.actions import usable_login
from chatsync.accounts.forms import password_advice, speak_our_words
from chatsync.accounts.passwords import ADVISED, LEAST, MOST, refuse_weak
from chatsync.kit.errors import Invalid
from chatsync.workspaces.models import Role
from chatsync.workspaces.queries.team import Offer


class NewPersonForm(forms.Form):
    """Name and password; a sign-in name where the invitation came without an address."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    login = forms.CharField(label=_("Sign-in name"), max_length=30)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4 * MOST,  # the rule below says it in words
        widget=forms.PasswordInput(),
    )

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._near = [offer.workspace_name, offer.email or ""]
        self._least = ADVISED if offer.role == Role.OWNER else LEAST
        if offer.email:
            del self.fields["login"]
        speak_our_words(self.fields)
        hints = {
            "name": {"autocomplete": "name", "dir": "auto"},
            "login": {
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            },
            "password": {"autocomplete": "new-password", "dir": "ltr"},
        }
        for name, field in self.fields.items():
            field.widget.attrs.update(hints[name])
        if "login" in self.fields:
            self.fields["login"].help_text = _("You sign in with it, so keep it in mind.")
        self.fields["password"].help_text = password_advice(self._least)

    def clean_login(self) -> str:
        try:
            return usable_login(self.cleaned_data["login"])
        except Invalid as unusable:
            raise ValidationError(str(unusable.detail)) from unusable

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("password"):
            near = [*self._near, str(cleaned.get("name", "")), str(cleaned.get("login", ""))]
            try:
                refuse_weak(cleaned["password"], near, self._least)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
