"""What every form of a stranger must pass."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext

from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.origins import form_is_ours


def fault_of(request: HttpRequest, form: forms.Form) -> int:
    """The status with which a form is refused, 0 for none. The form says why where it can."""
    if not form_is_ours(request):
        return 403
    if not form.is_valid():
        return 422
    if not came_from_our_form(request):
        form.add_error(None, gettext("This page was open for too long. Send it once more."))
        return 403
    return 0
