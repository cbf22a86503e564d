"""What stands between every answer and the browser, and before every view."""

import secrets
from collections.abc import Callable
from contextlib import suppress

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from chatsync.kit.build import build_id
from chatsync.kit.problem import problem_body
from chatsync.privacy.actions import count_violations
from chatsync.privacy.areas import KEPT_PRIVATE, Area, area_of, language_in_path
from chatsync.privacy.arrivals import arrives_from_elsewhere, onward_address
from chatsync.privacy.consent import Consent, hosts_for, scripts_run, speed_is_measured
from chatsync.privacy.cookies import fault_of, forget, is_expiry
from chatsync.privacy.headers import confining, confining_checkout
from chatsync.privacy.origins import must_be_refused, own_origin
from chatsync.privacy.payment import payment_here
from chatsync.privacy.reports import DROPPED, LONGEST_NAME, Violation
from chatsync.privacy.signals import VARIES_BY, tracking_status

_POLICY = "Content-Security-Policy"
_log = structlog.get_logger()
_NONCE_BYTES = 18
_RAW = "a raw Set-Cookie header"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class UndeclaredStorage(Exception):  # noqa: N818
    """An answer wanted to keep something in the browser that the registry does not allow."""


class StorageGuard:
    """Lets no `Set-Cookie` pass that the registry does not declare exactly like this.

    Tests and development raise; a public installation drops the cookie, so that the promise
    holds, counts it and logs its name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        guard_storage(response, area_of(request.path), may_measure=_may_measure(request))
        return response


def _may_measure(request: HttpRequest) -> bool:
    known: Consent | None = getattr(request, "consent", None)
    return known is not None and known.measures_speed


def guard_storage(response: HttpResponseBase, area: Area, *, may_measure: bool = False) -> None:
    """Check every cookie of an answer; raises UndeclaredStorage, or drops it."""
    if "Set-Cookie" in response.headers:
        _refuse(response, area, _RAW, "is not written through the registry")
        del response.headers["Set-Cookie"]
    for name, morsel in list(response.cookies.items()):
        if is_expiry(morsel):  # taking away is always right; Django's own carries fewer flags
            forget(response, name)
            continue
        fault = fault_of(morsel, area, may_measure=may_measure)
        if fault:
            _refuse(response, area, name, fault)
            del response.cookies[name]


def _refuse(response: HttpResponseBase, area: Area, name: str, fault: str) -> None:
    _log.error("undeclared_storage", name=name, fault=fault, status=response.status_code)
    if settings.STRICT_STORAGE:
        raise UndeclaredStorage(f"{name} {fault}")
    with suppress(DatabaseError):  # an answer leaves also while the database is away
        count_violations([Violation(area, DROPPED, name[:LONGEST_NAME])])


class Headers:
    """Gives every answer the headers of its area, and every request the nonce of its answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        area = area_of(request.path)
        nonce = secrets.token_urlsafe(_NONCE_BYTES)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        own_policy = response.headers.get(_POLICY) if area is Area.API else None
        for name, value in _confining(request, area, nonce).items():
            response.headers[name] = value
        if own_policy:
            response.headers[_POLICY] = own_policy  # a file that a customer sent is sandboxed
        _set_caching(response, area)
        response.headers["Tk"] = tracking_status(
            measures=scripts_run(request) or speed_is_measured(request)
        )
        if area in {Area.API, Area.DASHBOARD}:
            response.headers["ChatSync-Build"] = build_id()
        return response


def _confining(request: HttpRequest, area: Area, nonce: str) -> dict[str, str]:
    """The checkout document names its script, and so asks for the policy that lets Paddle in."""
    script: str = getattr(request, "checkout_script", "")
    payment = payment_here()
    if area is Area.CHECKOUT and script and payment is not None:
        return confining_checkout(payment, script, _origin(request))
    return confining(area, nonce, _origin(request), hosts_for(request))


def _origin(request: HttpRequest) -> str:
    try:
        return own_origin(request)
    except DisallowedHost:
        return settings.BASE_URL


def _set_caching(response: HttpResponseBase, area: Area) -> None:
    if area is Area.API and "Cache-Control" in response.headers:
        return  # a file of the API says itself how long the browser may keep it
    if area in KEPT_PRIVATE:
        response.headers["Cache-Control"] = "private, no-store"
    elif area is Area.PUBLIC:
        response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, VARIES_BY)


class Language:
    """English or Urdu: by path on public pages, elsewhere by choice, then by Accept-Language."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or "en"
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def language_of(request: HttpRequest) -> str:
    """The language in which this request is answered. Django reads our cookie, then the header."""
    if area_of(request.path) is Area.PUBLIC:
        return language_in_path(request.path)
    return translation.get_language_from_request(request)


class FetchMetadata:
    """Refuses what another site causes, before any view or session is touched."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not must_be_refused(request):
            return self.get_response(request)
        _log.warning("cross_site_refused", area=area_of(request.path), method=request.method)
        if area_of(request.path) is Area.API:
            return problem_body(
                403,
                "forbidden",
                _("Another website caused this call. Open ChatSync and try again."),
            )
        return render(request, "403.html", status=403)


class Arrivals:
    """Gives arrivals from other sites a page that goes on by itself.

    A Strict cookie is not sent with a navigation that another site caused, and a redirect does
    not repair that; a navigation that starts on our own page does. Everybody gets the same page,
    so it tells nothing about who is signed in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not arrives_from_elsewhere(request):
            return self.get_response(request)
        return render(request, "privacy/arrival.html", {"onward": onward_address(request)})
