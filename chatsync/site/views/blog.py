"""`/blog`: what there is to tell, by category, by words and as a feed."""

from datetime import UTC, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from chatsync.privacy.areas import in_language
from chatsync.site.addresses import absolute_address
from chatsync.site.facts import way_to
from chatsync.site.finding import LONGEST, find
from chatsync.site.library import BLOG, CATEGORIES, Text, text_of, texts

AUTHOR = "ChatSync"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All posts, the newest first; `?category=` and `?q=` narrow them."""
    language = get_language() or "en"
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    category = request.GET.get("category", "")
    posts = [it for it in texts(BLOG, language) if category not in CATEGORIES or _is(it, category)]
    if asked:
        posts = [hit.text for hit in find(asked, posts)]
    facts = {
        "title": gettext("Blog"),
        "says": gettext("What is new, why it is so, and how it was built."),
        "posts": [_shown(it, language) for it in posts],
        "categories": [
            {"key": key, "name": gettext(name), "is_chosen": key == category}
            for key, name in CATEGORIES.items()
        ],
        "is_narrowed": bool(asked) or category in CATEGORIES,
        "category": category if category in CATEGORIES else "",
        "asked": asked,
        "longest": LONGEST,
        **_places(language),
    }
    return render(request, "site/blog.html", facts)


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post."""
    language = get_language() or "en"
    found = text_of(BLOG, language, slug)
    if found is None or found.day is None:
        raise Http404
    places = _places(language)
    address = absolute_address(f"{places['base']}/{slug}")
    facts = {
        "title": found.title,
        "says": found.says,
        "article": True,
        "post": _shown(found, language),
        "body": mark_safe(found.html),  # noqa: S308  the renderer escapes all HTML
        "facts": [
            {
                "@context": "https://schema.org",
                "@type": "BlogPosting",
                "headline": found.title,
                "description": found.says,
                "datePublished": found.day.isoformat(),
                "inLanguage": language,
                "image": absolute_address(static(f"site/pictures/card-{language}.jpg")),
                "mainEntityOfPage": address,
                "author": {
                    "@type": "Organization",
                    "name": AUTHOR,
                    "url": absolute_address("/about"),
                },
            },
            way_to((gettext("Blog"), places["base"]), (found.title, f"{places['base']}/{slug}")),
        ],
        **places,
    }
    return render(request, "site/blog_post.html", facts)


@require_safe
def feed(_request: HttpRequest) -> HttpResponse:
    """All posts (Atom, RFC 4287)."""
    language = get_language() or "en"
    told = Atom1Feed(
        title=gettext("The ChatSync blog"),
        link=absolute_address(in_language("/blog", language)),
        description="",
        feed_url=absolute_address(in_language("/blog.atom", language)),
        language=language,
        author_name=AUTHOR,
    )
    for it in texts(BLOG, language):
        if it.day is None:
            continue
        link = absolute_address(in_language(f"/blog/{it.slug}", language))
        at = datetime.combine(it.day, time(), UTC)
        told.add_item(
            title=it.title,
            link=link,
            description=it.says,
            unique_id=link,
            pubdate=at,
            updateddate=at,
        )
    return HttpResponse(told.writeString("utf-8"), content_type=told.content_type)


def _is(text: Text, category: str) -> bool:
    return text.category == category


def _shown(text: Text, language: str) -> dict[str, Any]:
    return {
        "text": text,
        "category": gettext(CATEGORIES[text.category]),
        "address": in_language(f"/blog/{text.slug}", language),
    }


def _places(language: str) -> dict[str, str]:
    return {
        "author": AUTHOR,
        "base": in_language("/blog", language),
        "feed": in_language("/blog.atom", language),
    }
