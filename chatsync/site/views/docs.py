"""`/docs`: a page for each task, and a search through them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chatsync.privacy.areas import in_language
from chatsync.site.facts import way_to
from chatsync.site.finding import LONGEST, find
from chatsync.site.library import DOCS, text_of, texts


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All pages, or with `?q=` those that hold its words."""
    language = get_language() or "en"
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    pages = texts(DOCS, language)
    facts = {
        "title": gettext("Docs"),
        "says": gettext("How each thing is done, a page for each task."),
        "pages": pages,
        "asked": asked,
        "hits": find(asked, pages) if asked else [],
        "longest": LONGEST,
        "base": in_language("/docs", language),
    }
    return render(request, "site/docs.html", facts)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One task, with the way to the one before and after it."""
    language = get_language() or "en"
    shown, pages = text_of(DOCS, language, slug), texts(DOCS, language)
    if shown is None:
        raise Http404
    place = pages.index(shown)
    base = in_language("/docs", language)
    facts = {
        "title": shown.title,
        "says": shown.says,
        "body": mark_safe(shown.html),  # noqa: S308  the renderer escapes all HTML
        "earlier": pages[place - 1] if place else None,
        "later": pages[place + 1] if place + 1 < len(pages) else None,
        "base": base,
        "facts": way_to((gettext("Docs"), base), (shown.title, f"{base}/{slug}")),
    }
    return render(request, "site/docs_page.html", facts)
