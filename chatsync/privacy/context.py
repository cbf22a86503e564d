"""What every page of ours knows while it is drawn."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from chatsync.kit.build import build_id
from chatsync.privacy.areas import Area, area_of, in_language
from chatsync.privacy.forms import form_token
from chatsync.privacy.on_page import OnPage
from chatsync.privacy.registry import ENTRIES, THEME, visible_to_script

THEMES = ("light", "dark", "system")


def theme_of(request: HttpRequest) -> str:
    """The theme that was chosen; the system's without a choice."""
    chosen = request.COOKIES.get(THEME.name, "")
    return chosen if chosen in THEMES else "system"


def page(request: HttpRequest) -> dict[str, Any]:
    """Language, theme, nonce and the token of forms that set no cookie."""
    area = area_of(request.path)
    return {
        "nonce": getattr(request, "csp_nonce", ""),
        "theme": theme_of(request),
        "language": get_language() or "en",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "build": build_id(),
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "is_public": area is Area.PUBLIC,
        "in_english": in_language(request.path, "en"),
        "in_urdu": in_language(request.path, "ur"),
        "home": in_language("/", get_language() or "en"),
        "form_token": form_token(),
        "privacy": OnPage(request),
        "preferences_page": in_language("/cookies/preferences", get_language() or "en"),
        "declared_storage": visible_to_script((*ENTRIES, *settings.INFRASTRUCTURE_COOKIES)),
    }
