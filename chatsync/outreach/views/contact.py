"""`/contact`: writing to the operator, without an account, a cookie or a script."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.outreach.actions.write_in import write_in
from chatsync.outreach.forms import ContactForm
from chatsync.outreach.models import ContactMessage
from chatsync.privacy.strangers import TRAP, onward, refusal


@csrf_exempt  # nobody needs a cookie to ask: Origin, Fetch Metadata and a signed token stand in
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form. Whatever is wrong, what was typed stays on the page."""
    if request.method != "POST":
        return _page(request, ContactForm())
    form = ContactForm(request.POST)
    refused = refusal(request, form, _page, action="contact")
    if refused:
        return refused
    write_in(ContactMessage(language=get_language() or "en", **form.cleaned_data))
    return onward("/contact/sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next. It says nothing about anybody, so anybody may see it."""
    return render(request, "outreach/contact_sent.html", {"title": gettext("It has arrived")})


def _page(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {
        "title": gettext("Contact"),
        "says": gettext("Write to the people who run this installation."),
        "form": form,
        "trap": TRAP,
        "mail": settings.CONTACT_EMAIL,
    }
    return render(request, "outreach/contact.html", facts, status=status)
