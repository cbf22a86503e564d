"""What stands at the foot of every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from chatsync.desk.addresses import FORM
from chatsync.privacy.areas import in_language
from chatsync.site.policies import POLICIES


def policies(_request: HttpRequest) -> dict[str, Any]:
    """The policies, in the language of the page."""
    language = get_language() or "en"
    return {
        "policies": [
            {"title": gettext(policy.title), "address": policy.address(language)}
            for policy in POLICIES.values()
        ],
        "desk_page": in_language(FORM, language),
    }
