"""Doors of giving conversations out, of who is there, and of resolving by itself."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from chatsync.inbox.actions.attendance import set_away
from chatsync.inbox.actions.rules import change_rules
from chatsync.inbox.queries import attendance as found
from chatsync.inbox.schemas.giving import (
    AttendancePage,
    OwnAttendanceIn,
    OwnAttendanceOut,
    RulesIn,
    RulesOut,
)
from chatsync.kit.problem import answer
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["conversations"])


@router.get("/settings/conversations", auth=needs(Can.MANAGE_SETTINGS), response=RulesOut)
def rules(request: HttpRequest) -> HttpResponse:
    """How conversations come to people, and when they end by themselves."""
    return answer(found.rules(access_of(request)))


@router.put("/settings/conversations", auth=needs(Can.MANAGE_SETTINGS), response=RulesOut)
def put_rules(request: HttpRequest, body: RulesIn) -> HttpResponse:
    """Set all of it. What waits now is given out within seconds."""
    access = access_of(request)
    change_rules(access, body)
    return answer(found.rules(access))


@router.get("/attendance", auth=needs(Can.ASSIGN), response=AttendancePage)
def attendance(request: HttpRequest) -> HttpResponse:
    """Everybody whose turn may come, the next one first: who is there, away, or full."""
    return answer(found.attendance(access_of(request)))


@router.get("/me/attendance", auth=needs(Can.TAKE), response=OwnAttendanceOut)
def own_attendance(request: HttpRequest) -> HttpResponse:
    """Whether conversations are given out here, and whether you are away."""
    return answer(found.own_attendance(access_of(request)))


@router.put("/me/attendance", auth=needs(Can.TAKE), response=OwnAttendanceOut)
def put_own_attendance(request: HttpRequest, body: OwnAttendanceIn) -> HttpResponse:
    """Say that you are away: you are given no conversations until you say that you are back."""
    access = access_of(request)
    set_away(access, away=body.away)
    return answer(found.own_attendance(access))
