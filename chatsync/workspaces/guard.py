"""The guard at every API door: a session or a key, the workspace, the needed capability.

A door names its guard in its declaration: `@router.get(..., auth=needs(Can.REPLY))`.
"""

from dataclasses import replace
from hashlib import sha256
from re import ASCII
from re import compile as pattern
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from chatsync.kit.errors import Forbidden, NotSignedIn, RateLimited, Refusal
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.problem import absent
from chatsync.workspaces.access import Access, access_of_key, access_of_person
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.models import WorkspaceStatus
from chatsync.workspaces.places import place_of
from chatsync.workspaces.queries import knock
from chatsync.workspaces.standing import not_in_plan, only_looking, stopped

WORKSPACE_HEADER = "ChatSync-Workspace"
_KEY = pattern(r"cs_live_[a-z0-9]{8}_[A-Za-z0-9]{32}", ASCII)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_RELOAD = _("This page is out of date. Reload it and try again.")


class WrongWorkspace(Refusal):
    """A session came without the workspace that its page was served for."""

    status = 400
    code = "wrong_workspace"


class StalePage(Forbidden):
    """The page's CSRF token is missing or of an ended session (OWASP: synchronizer token)."""


class _Guard(AuthBase):
    """What both guards share: the capabilities that the door asks for, all of them.

    `by_element`: the page's own `<video>` asks for the door and can send no header, so a session
    may name its workspace in the query (docs/adr/0011-films-name-their-workspace.md). Reading only.
    `if_suspended`: the door changes something that a suspended workspace may still change, and a
    paused one too. `if_paused`: the latter alone, so that it gets a plan again.
    """

    def __init__(
        self,
        *capabilities: Can,
        by_element: bool = False,
        if_suspended: bool = False,
        if_paused: bool = False,
    ) -> None:
        self.capabilities = capabilities
        self.by_element = by_element
        self.if_suspended = if_suspended
        self.if_paused = if_paused
        super().__init__()

    def __call__(self, request: HttpRequest) -> Access | None:
        access = self.recognise(request)
        if access is None:
            return None
        writes = request.method not in _SAFE
        if writes and access.only_looks:
            raise only_looking()
        for capability in self.capabilities:
            access.demand(capability)
        if writes and not self._is_open(access.status):
            refusal = stopped(access.status, access.reason)
            if refusal is not None:
                raise refusal
        return replace(access, place=place_of(request))

    def _is_open(self, status: str) -> bool:
        return self.if_suspended or (self.if_paused and status == WorkspaceStatus.PAUSED)

    def recognise(self, request: HttpRequest) -> Access | None:
        raise NotImplementedError


class SessionCookie(_Guard):
    """A person signed in with a browser; unsafe methods need the CSRF token too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "__Host-cs_session"

    def recognise(self, request: HttpRequest) -> Access | None:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise StalePage(_RELOAD)
        named = request.headers.get(WORKSPACE_HEADER)
        if not named and self.by_element and request.method in {"GET", "HEAD"}:
            named = request.GET.get("workspace")
        if not named:
            raise WrongWorkspace(_RELOAD)
        workspace_id = workspace_uuid(named)
        access = access_of_person(request.user.pk, workspace_id) if workspace_id else None
        if access is None:
            raise absent()
        return access


class ApiKeyBearer(_Guard):
    """A program with a key; the key says which workspace."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def recognise(self, request: HttpRequest) -> Access | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _space, token = header.partition(" ")
        if scheme.lower() != "bearer" or not _KEY.fullmatch(token):
            raise _unknown_key()
        knocked = knock(digest_of(token))
        if knocked is None:
            raise _unknown_key()
        if not knocked.admitted:
            raise RateLimited(_("Too many requests with this key. Wait a second."), 1)
        _match_header(request, knocked.workspace_id)
        access = access_of_key(knocked.key_id, knocked.workspace_id)
        if access is None:
            raise _unknown_key()
        if not access.has_api:
            raise not_in_plan()
        return access


def needs(
    *capabilities: Can,
    by_element: bool = False,
    if_suspended: bool = False,
    if_paused: bool = False,
) -> list[_Guard]:
    """The guards of a door: a session or a key of an active member with all these capabilities."""
    stays = {"if_suspended": if_suspended, "if_paused": if_paused}
    return [
        SessionCookie(*capabilities, by_element=by_element, **stays),
        ApiKeyBearer(*capabilities, **stays),
    ]


def digest_of(token: str) -> bytes:
    """What is stored of a key. It is random enough that a plain digest cannot be reversed."""
    return sha256(token.encode()).digest()


def access_of(request: HttpRequest) -> Access:
    """The access that the door's guard settled."""
    access: Any = getattr(request, "auth", None)
    if not isinstance(access, Access):
        raise _not_signed_in()
    return access


def _match_header(request: HttpRequest, workspace_id: UUID) -> None:
    named = request.headers.get(WORKSPACE_HEADER)
    if named and workspace_uuid(named) != workspace_id:
        raise absent()


def _unknown_key() -> NotSignedIn:
    return NotSignedIn(_("This API key is not known. Check it, or make a new one in Settings."))


def _not_signed_in() -> NotSignedIn:
    return NotSignedIn(_("Sign in, or send an API key as a Bearer token."))
