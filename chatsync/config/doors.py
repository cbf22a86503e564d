"""The API: every room's doors under /api/v1, refusals as problem details, its own description."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from chatsync.billing import api as billing
from chatsync.channels import api as channels
from chatsync.config.api_document import finish, groups
from chatsync.config.audience import Watcher, door
from chatsync.inbox.api import (
    contacts,
    conversations,
    exports,
    giving,
    media,
    messages,
    notes,
    numbers,
    quick,
    sorting,
)
from chatsync.kit.errors import Invalid, NotSignedIn, Refusal
from chatsync.kit.problem import absent, problem, problem_body
from chatsync.privacy import api as privacy
from chatsync.realtime.api import events_router
from chatsync.workspaces import api as workspaces
from chatsync.workspaces.guard import access_of, needs
from chatsync.workspaces.phones import withhold_phones
from chatsync.workspaces.repeats import honour_idempotency_key
from chatsync.workspaces.streams import cut_with_access

PREFIX = "/api/v1"
_ABOUT = (
    "Everything that the ChatSync dashboard does, for your programs. Sign in with an API key: "
    "`Authorization: Bearer cs_live_…`. Lists answer `items` and `next_cursor`; refusals are "
    "problem details (RFC 9457) with a `code`. At least 50 requests per second are served for "
    "each key; faster ones are answered 429 with `Retry-After`."
)
_UNREADABLE = _("The body is not JSON that can be read. Check it and send it again.")
_NOT_TEXT = _("This text holds a sign that cannot be stored. Remove it and send it again.")


class _StorableText(Parser):
    """Refuses NUL and half surrogates at the door: no text column can hold them."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body = super().parse_body(request)
        if b"\\u" in request.body:
            _demand_storable(body, "body")
        return body

    def parse_querydict(
        self,
        data: MultiValueDict[str, Any],
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        parsed = super().parse_querydict(data, list_fields, request)
        _demand_storable(parsed, "query")
        return parsed


def _demand_storable(value: object, place: str) -> None:
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise Invalid(_NOT_TEXT, errors=[{"loc": place, "msg": _NOT_TEXT}])
    elif isinstance(value, dict):
        for name, item in value.items():
            _demand_storable(name, place)
            _demand_storable(item, f"{place}.{name}")
    elif isinstance(value, list):
        for item in value:
            _demand_storable(item, place)


class Doors(NinjaAPI):
    """The API object; its description is finished by `api_document`."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Doors(
    title="ChatSync API",
    version="1",
    description=_ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=_StorableText(),
)
api.add_decorator(honour_idempotency_key)
api.add_decorator(withhold_phones)
api.add_decorator(cut_with_access)


@api.exception_handler(Refusal)
def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(refusal)


@api.exception_handler(AuthenticationError)
def _nobody(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(NotSignedIn(_("Sign in, or send an API key as a Bearer token.")))


@api.exception_handler(Http404)
def _absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(absent())


@api.exception_handler(RequestDataTooBig)
def _too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem_body(413, "too_large", _("At most 4 MB are taken in one request."))


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Refusal):
        return problem(error.__cause__)
    return problem(Invalid(_UNREADABLE, errors=[{"loc": "body", "msg": _UNREADABLE}]))


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A malformed id in the path is an id that does not exist; all else is named field by field."""
    if any(fault["loc"][0] == "path" for fault in error.errors):
        return problem(absent())
    errors = [
        {"loc": ".".join(str(part) for part in _field(fault["loc"])), "msg": fault["msg"]}
        for fault in error.errors
    ]
    return problem(
        Invalid(_("Some values cannot be used: mend what `errors` names."), errors=errors)
    )


def _field(place: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Without where it stood and without the name of our own variable: what the sender wrote."""
    return place[2:] if place[0] == "body" and len(place) > 2 else place[1:]


def _listener(request: HttpRequest) -> Watcher:
    """Who asks for events; each request of a long poll is checked anew, so no session is kept."""
    return Watcher(access_of(request), session_key="", version="", checked_at=0.0)


def _rights(request: HttpRequest) -> str:
    access = access_of(request)
    sees = [str(access.member_id), access.role, access.visibility, *sorted(access.capabilities)]
    return sha256(" ".join(sees).encode()).hexdigest()[:16]


for _router in (
    workspaces.router,
    conversations.router,
    messages.router,
    notes.router,
    contacts.router,
    channels.router,
    sorting.router,
    quick.router,
    giving.router,
    numbers.router,
    exports.router,
    media.router,
    privacy.router,
    billing.router,
):
    api.add_router("", _router)
api.add_router("", events_router(door(), _listener, _rights), auth=needs())


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 description of all doors."""
    return finish(api.get_openapi_schema(path_prefix=PREFIX), api)


def openapi(_request: HttpRequest) -> HttpResponse:
    """The description, for programs."""
    return JsonResponse(document())


def docs(request: HttpRequest) -> HttpResponse:
    """The description, for people: plain HTML, no script."""
    return render(request, "site/api.html", {"groups": groups(document()), "about": _ABOUT})


def _with_problems(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A known address with a wrong method is refused like everything else."""

    @wraps(view)
    def answered(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        response = view(request, **arguments)
        if response.status_code != 405:
            return response
        refusal = problem_body(405, "method_not_allowed", _("Use one of the methods in Allow."))
        refusal.headers["Allow"] = ", ".join(sorted(response.headers["Allow"].split(", ")))
        return refusal

    return answered


def urls() -> list[URLPattern]:
    """The addresses of all doors, below the prefix."""
    found, _app, _namespace = api.urls
    below = f"{PREFIX.lstrip('/')}/"
    doors = (one for one in found if isinstance(one, URLPattern) and one.name != "api-root")
    return [
        path(f"{below}openapi.json", openapi, name="api-openapi"),
        path(f"{below}docs", docs, name="api-docs"),
        *(
            path(f"{below}{one.pattern}", _with_problems(one.callback), name=f"api-{one.name}")
            for one in doors
        ),
    ]
