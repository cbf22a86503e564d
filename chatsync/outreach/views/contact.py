"""`/contact`: writing to the operator, without an account, a cookie or a script."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.outreach.actions.write_in import write_in
from chatsync.outreach.forms import TRAP, ContactForm
from chatsync.outreach.models import ContactMessage
from chatsync.outreach.views.guard import fault_of
from chatsync.privacy.areas import in_language


@csrf_exempt  # nobody needs a cookie to ask: Origin, Fetch Metadata and a signed token stand in
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form. Whatever is wrong, what was typed stays on the page."""
    if request.method != "POST":
        return _page(request, ContactForm())
    form = ContactForm(request.POST)
    fault = fault_of(request, form)
    if fault == 403 and not form.errors:
        return render(request, "403.html", status=403)
    if fault:
        return _page(request, form, status=fault)
    if not ratelimit.consume(request, action="contact"):
        said = gettext("Too many messages came from your network. Send it again in an hour.")
        form.add_error(None, said)
        return _page(request, form, status=429)
    language = get_language() or "en"
    write_in(ContactMessage(language=language, **form.cleaned_data))
    onward = HttpResponseRedirect(in_language("/contact/sent", language))
    onward.status_code = 303
    return onward


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
