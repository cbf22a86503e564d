"""Error pages. Every one says what to do next; the API gets problem documents."""

import sys

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.translation import gettext
from psycopg_pool import PoolTimeout

from chatsync.kit.errors import Unavailable
from chatsync.kit.problem import absent, problem_body
from chatsync.kit.problem import problem as told
from chatsync.privacy.areas import Area, area_of


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Absent, foreign and never existing look alike."""
    if area_of(request.path) is Area.API:
        return told(absent())
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    if area_of(request.path) is Area.API:
        return problem_body(403, "forbidden", gettext("You may not do this here."))
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read; and what was asked for under an address that is not ours."""
    if area_of(request.path) is Area.API:
        return problem_body(400, "bad_request", gettext("This request cannot be read."))
    if isinstance(exception, DisallowedHost):
        facts = {"address": settings.BASE_URL, "is_secure": settings.BASE_URL.startswith("https:")}
        return render(request, "site/other_address.html", facts, status=400)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. The page needs neither database nor session.

    While the database is away (a restart takes seconds), or the store of files, the answer is 503
    and says when to come back, so that programs repeat the request instead of giving up.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, OperationalError | InterfaceError | PoolTimeout):
        said = gettext("The database is restarting. Try again in a second.")
        return _come_back(request, Unavailable(said, retry_after=1))
    if isinstance(fault, Unavailable):
        return _come_back(request, fault)
    if area_of(request.path) is Area.API:
        return problem_body(
            500, "fault", gettext("Something broke on our side. Try again in a moment.")
        )
    return render(request, "500.html", status=500)


def _come_back(request: HttpRequest, fault: Unavailable) -> HttpResponse:
    if area_of(request.path) is Area.API:
        return told(fault)
    answer = render(request, "500.html", status=503)
    answer.headers["Retry-After"] = str(fault.retry_after)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token. Without the cookie, cookies are most likely blocked."""
    if area_of(request.path) is Area.API:
        detail = gettext("This page is out of date. Reload it and try again.")
        return problem_body(403, "forbidden", detail)
    if reason == REASON_NO_CSRF_COOKIE:
        return render(request, "site/cookies_blocked.html", status=403)
    return render(request, "site/form_outdated.html", status=403)
