"""The newsletter: asking for it, confirming the address, leaving."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from chatsync.outreach.actions.subscribe import (
    LANGUAGE,
    ask,
    confirm,
    leave,
    open_request,
    subscriber_of,
)
from chatsync.outreach.forms import SubscribeForm
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.strangers import TRAP, onward, refusal

_ONE_CLICK = "List-Unsubscribe"
_View = Callable[[HttpRequest, str], HttpResponse]


def _as_in_the_mail(view: _View) -> _View:
    """In the language of the mail, unless the reader has chosen one here."""

    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        language = request.GET.get(LANGUAGE, "")
        is_known = language in dict(settings.LANGUAGES)
        if not is_known or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return view(request, token)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return view(request, token)

    return shown


@csrf_exempt  # nobody needs a cookie to ask: Origin, Fetch Metadata and a signed token stand in
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form. The answer is the same whether the address is known or not."""
    if request.method != "POST":
        return _page(request, SubscribeForm())
    form = SubscribeForm(request.POST)
    refused = refusal(request, form, _page, action="newsletter")
    if refused:
        return refused
    ask(form.cleaned_data["address"], get_language() or "en")
    return onward("/subscribe/sent")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(
        request, "outreach/subscribe_sent.html", {"title": gettext("Look into your mail")}
    )


@csrf_exempt  # as above; the token is the proof, and the page was opened from a mail
@require_http_methods(["GET", "HEAD", "POST"])
@_as_in_the_mail
def confirming(request: HttpRequest, token: str) -> HttpResponse:
    """A button, not the link alone: programs open links in mails to look at them."""
    facts = {"title": gettext("Newsletter"), "step": "ask"}
    if request.method == "POST":
        if not came_from_our_form(request):
            return render(request, "403.html", status=403)
        facts["step"] = "done" if confirm(token) else "gone"
    elif open_request(token) is None:
        facts["step"] = "gone"
    status = 404 if facts["step"] == "gone" else 200
    return render(request, "outreach/confirm.html", facts, status=status)


@csrf_exempt  # as above; mail programs send the field of RFC 8058, without a browser
@require_http_methods(["GET", "HEAD", "POST"])
@_as_in_the_mail
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Ends a subscription with one press, here or in the mail program."""
    facts = {"title": gettext("Newsletter"), "step": "ask"}
    if request.method == "POST":
        if _ONE_CLICK not in request.POST and not came_from_our_form(request):
            return render(request, "403.html", status=403)
        leave(token)
        facts["step"] = "done"
    elif subscriber_of(token) is None:
        facts["step"] = "done"
    return render(request, "outreach/leave.html", facts)


def _page(request: HttpRequest, form: SubscribeForm, status: int = 200) -> HttpResponse:
    facts = {
        "title": gettext("Newsletter"),
        "says": gettext("A mail now and then, when something new is worth telling."),
        "form": form,
        "trap": TRAP,
    }
    return render(request, "outreach/subscribe.html", facts, status=status)
