"""Choosing a theme or a language: the only moments at which either is stored."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chatsync.accounts.actions import prefer_language
from chatsync.accounts.adapter import is_own_path
from chatsync.accounts.models import Person
from chatsync.privacy.areas import in_language
from chatsync.privacy.context import THEMES
from chatsync.privacy.cookies import remember
from chatsync.privacy.entries import Entry
from chatsync.privacy.forms import came_from_our_form
from chatsync.privacy.registry import LOCALE, THEME


@csrf_exempt  # a first visit has no cookie: Origin, Fetch Metadata and a signed token stand in
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Fields `theme` (light, dark, system) and `next`."""
    theme = request.POST.get("theme", "")
    return _stored(request, THEME, theme, known=theme in THEMES, onward=_next(request))


@csrf_exempt  # as above
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Fields `language` (en, ur) and `next`; a public page goes on in that language."""
    language = request.POST.get("language", "")
    known = language in dict(settings.LANGUAGES)
    onward = in_language(_next(request), language) if known else "/"
    answer = _stored(request, LOCALE, language, known=known, onward=onward)
    if answer.status_code == 303 and isinstance(request.user, Person):
        prefer_language(request.user.id, language)  # mails to this person are written in it
    return answer


def _stored(
    request: HttpRequest, entry: Entry, value: str, *, known: bool, onward: str
) -> HttpResponse:
    if not came_from_our_form(request):
        return render(request, "403.html", status=403)
    if not known:
        return render(request, "400.html", status=400)
    answer = HttpResponseRedirect(onward)
    answer.status_code = 303
    remember(answer, entry, value)
    return answer


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    return wanted if is_own_path(wanted) else "/"
