"""The public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chatsync.site.pages import PAGES


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One of the pages of words and pictures. It keeps nothing in the browser."""
    shown = PAGES[key]
    facts = {"title": gettext(shown.title), "says": gettext(shown.says), **shown.facts(request)}
    return render(request, shown.template, facts)
