"""What public pages are drawn from beside their words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

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
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": it["asks"],
                    "acceptedAnswer": {"@type": "Answer", "text": it["answer"]},
                }
                for it in asked
            ],
        },
    }


def about_us(_request: HttpRequest) -> dict[str, Any]:
    """Who runs this installation."""
    return {"operator": operator()}
