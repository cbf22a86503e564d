"""Error pages. Every one says what to do next; the API gets problem documents."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.translation import gettext

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


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    if area_of(request.path) is Area.API:
        return problem_body(400, "bad_request", gettext("This request cannot be read."))
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. The page needs neither database nor session."""
    if area_of(request.path) is Area.API:
        return problem_body(
            500, "fault", gettext("Something broke on our side. Try again in a moment.")
        )
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token. Without the cookie, cookies are most likely blocked."""
    if area_of(request.path) is Area.API:
        detail = gettext("This page is out of date. Reload it and try again.")
        return problem_body(403, "forbidden", detail)
    if reason == REASON_NO_CSRF_COOKIE:
        return render(request, "site/cookies_blocked.html", status=403)
    return render(request, "site/form_outdated.html", status=403)
