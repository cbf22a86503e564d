"""What public pages are drawn from beside their words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext

from chatsync.analytics.blocks import QUESTION
from chatsync.billing.plans import Interval
from chatsync.site.addresses import absolute_address
from chatsync.site.policies import operator
from chatsync.site.price_page import plans_for
from chatsync.site.questions import QUESTIONS

_SCHEMA = "https://schema.org"


def software(_request: HttpRequest) -> dict[str, Any]:
    """The product, as search engines understand it (schema.org/SoftwareApplication)."""
    return {
        "facts": {
            "@context": _SCHEMA,
            "@type": "SoftwareApplication",
            "name": "ChatSync",
            "applicationCategory": "BusinessApplication",
            "operatingSystem": "Web",
            "url": absolute_address("/"),
            "inLanguage": ["en", "ur"],
            "license": "https://www.apache.org/licenses/LICENSE-2.0",
        }
    }


def prices_and_questions(request: HttpRequest) -> dict[str, Any]:
    """The plans, where any are sold, and the questions (schema.org/FAQPage)."""
    asked = [{"asks": gettext(it.asks), "answer": gettext(it.answer)} for it in QUESTIONS]
    interval = Interval.YEAR if request.GET.get("by") == "year" else Interval.MONTH
    return {
        **plans_for(interval),
        "questions": asked,
        "facts": {
            "@context": _SCHEMA,
            "@type": "FAQPage",
            "mainEntity": [_question(it["asks"], it["answer"]) for it in asked],
        },
    }


def landing_page(
    shared: Mapping[str, str], sections: Iterable[Mapping[str, Any]], path: str, language: str
) -> dict[str, Any]:
    """A landing page: what others are told of it, and the questions that stand on this view
    (schema.org/WebPage; FAQPage where it has questions)."""
    asked = [
        _question(block["question"], block["answer"])
        for part in sections
        if part["kind"] == QUESTION
        for block in part["blocks"]
    ]
    told = {"name": shared["title"], "description": shared["says"]}
    return {
        "@context": _SCHEMA,
        "@type": "FAQPage" if asked else "WebPage",
        "url": absolute_address(path),
        "inLanguage": language,
        **{key: value for key, value in told.items() if value},
        **({"mainEntity": asked} if asked else {}),
    }


def _question(asks: str, answer: str) -> dict[str, Any]:
    return {
        "@type": "Question",
        "name": asks,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def about_us(_request: HttpRequest) -> dict[str, Any]:
    """Who runs this installation; for search engines only what its operator has named itself
    (schema.org/Organization)."""
    known = operator()
    if not settings.OPERATOR_NAME:
        return {"operator": known}
    told = {"name": known["name"], "address": known["address"], "email": known["mail"]}
    organization = {
        "@context": _SCHEMA,
        "@type": "Organization",
        "url": absolute_address("/"),
        "logo": absolute_address(static("site/icon.svg")),
        **{key: value for key, value in told.items() if value},
    }
    return {"operator": known, "facts": organization}


def way_to(*steps: tuple[str, str]) -> dict[str, Any]:
    """The way from the start page to a page, as names and paths (schema.org/BreadcrumbList)."""
    return {
        "@context": _SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": name,
                "item": absolute_address(path),
            }
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }
