"""Recognising a navigation that began on another site."""

from django.http import HttpRequest

from chatsync.privacy.areas import Area, area_of
from chatsync.privacy.origins import carries_session, crosses_sites, is_navigation

_ONCE = "arrived"
_GUARDED = frozenset({Area.ACCOUNT, Area.DASHBOARD})


def arrives_from_elsewhere(request: HttpRequest) -> bool:
    """A safe navigation to a page of ours that reads or writes cookies, caused by another site."""
    if request.method not in {"GET", "HEAD"} or area_of(request.path) not in _GUARDED:
        return False
    if carries_session(request):
        return False
    if "Sec-Fetch-Site" in request.headers:
        return crosses_sites(request) and is_navigation(request)
    return _is_old_browser(request) and _ONCE not in request.GET


def _is_old_browser(request: HttpRequest) -> bool:
    """A browser that sends no Fetch Metadata (Safari before 16.4): it goes on once, marked."""
    accepts = request.headers.get("Accept", "")
    is_browser = request.headers.get("User-Agent", "").startswith("Mozilla/")
    return is_browser and "text/html" in accepts


def onward_address(request: HttpRequest) -> str:
    """The same address again; marked where the browser cannot say that it comes from us."""
    if "Sec-Fetch-Site" in request.headers:
        return request.get_full_path()
    query = request.GET.copy()
    query[_ONCE] = "1"
    return f"{request.path}?{query.urlencode()}"
