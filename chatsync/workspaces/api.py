"""Doors of workspaces: me, the team, settings, the audit log, API keys."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.kit.tenancy import scope
from chatsync.workspaces import queries
from chatsync.workspaces.actions import create_api_key, revoke_api_key
from chatsync.workspaces.actions.adjust import change_settings
from chatsync.workspaces.actions.closing import close_workspace, reopen_workspace
from chatsync.workspaces.actions.invite import Made, invite, renew_invitation, revoke_invitation
from chatsync.workspaces.actions.members import (
    change_role,
    leave_workspace,
    remove_member,
    reset_password,
)
from chatsync.workspaces.actions.step_in import end_step_in
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs
from chatsync.workspaces.queries import team as seats
from chatsync.workspaces.queries.audit import audit_page, audit_verdict_of
from chatsync.workspaces.queries.audit_file import WRITERS, audit_file
from chatsync.workspaces.schemas import (
    ApiKeyIn,
    ApiKeyPage,
    ClosingIn,
    ClosingOut,
    InvitationIn,
    InvitationPage,
    Me,
    MemberOut,
    MemberPage,
    NewApiKey,
    NewInvitation,
    RoleIn,
    SettingsIn,
    SettingsOut,
    StandingOut,
    Team,
    TemporaryPassword,
)
from chatsync.workspaces.schemas.audit import AuditAsked, AuditPage, AuditVerdict
from chatsync.workspaces.tokens import qr_of

router = Router(tags=["workspace"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
_FILES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@router.get("/me", auth=needs(), response=Me)
def me(request: HttpRequest) -> HttpResponse:
    """Who you are here, what you may do, and where the pushes stand."""
    return answer(queries.me(access_of(request)))


@router.get("/standing", auth=needs(), response=StandingOut)
def standing(request: HttpRequest) -> HttpResponse:
    """How the workspace stands now, and what you may do in it."""
    return answer(queries.standing(access_of(request)))


@router.delete(
    "/step-ins/{step_in_id}",
    auth=needs(Can.MANAGE_MEMBERS, if_suspended=True),
    response={204: None},
)
def send_out(request: HttpRequest, step_in_id: UUID) -> HttpResponse:
    """End an operator's look into the workspace: their pages close within seconds."""
    end_step_in(access_of(request), step_in_id)
    return nothing()


@router.get("/members", auth=needs(Can.SEE_MEMBERS), response=MemberPage)
def members(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The workspace's active members."""
    return answer(queries.member_page(access_of(request), read_cursor(cursor), limit))


@router.get("/members/{member_id}", auth=needs(Can.SEE_MEMBERS), response=MemberOut)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member, a former one too."""
    return answer(queries.member(access_of(request), member_id))


@router.delete("/me", auth=needs(if_suspended=True), response={204: None})
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the workspace. What you hold goes back to the queue; the last owner cannot leave."""
    leave_workspace(access_of(request))
    return nothing()


@router.get("/team", auth=needs(Can.MANAGE_MEMBERS), response=Team)
def team(request: HttpRequest) -> HttpResponse:
    """Everybody with a seat, with sign-in names and addresses, and how many seats there are."""
    return answer(seats.team(access_of(request)))


@router.put("/members/{member_id}/role", auth=needs(Can.MANAGE_MEMBERS), response=MemberOut)
def put_role(request: HttpRequest, member_id: UUID, body: RoleIn) -> HttpResponse:
    """Give a member another role."""
    demand_confirmed(request)
    access = access_of(request)
    change_role(access, member_id, body.role)
    return answer(queries.member(access, member_id))


@router.delete(
    "/members/{member_id}",
    auth=needs(Can.MANAGE_MEMBERS, if_suspended=True),
    response={204: None},
)
def remove(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take a member's seat away: their keys stop, their pages close within seconds."""
    demand_confirmed(request)
    remove_member(access_of(request), member_id)
    return nothing()


@router.post(
    "/members/{member_id}/password",
    auth=needs(Can.MANAGE_MEMBERS),
    response={201: TemporaryPassword},
)
def new_password(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Set a new password for a member without e-mail. It is shown once and works for 72 hours."""
    demand_confirmed(request)
    return answer(TemporaryPassword(password=reset_password(access_of(request), member_id)), 201)


@router.get("/invitations", auth=needs(Can.MANAGE_MEMBERS), response=InvitationPage)
def invitations(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """Invitations that nobody accepted yet, expired ones too."""
    return answer(seats.invitation_page(access_of(request), read_cursor(cursor), limit))


@router.post("/invitations", auth=needs(Can.MANAGE_MEMBERS), response={201: NewInvitation})
def make_invitation(request: HttpRequest, body: InvitationIn) -> HttpResponse:
    """Invite somebody by mail, or get a link and a QR code. It works once, for 72 hours."""
    demand_confirmed(request)
    return answer(_invitation(invite(access_of(request), body.role, body.email)), 201)


@router.post(
    "/invitations/{invitation_id}/renewal",
    auth=needs(Can.MANAGE_MEMBERS),
    response={201: NewInvitation},
)
def renew(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, or get a new link for it; the one before stops working."""
    demand_confirmed(request)
    return answer(_invitation(renew_invitation(access_of(request), invitation_id)), 201)


@router.delete("/invitations/{invitation_id}", auth=needs(Can.MANAGE_MEMBERS), response={204: None})
def take_back(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    revoke_invitation(access_of(request), invitation_id)
    return nothing()


def _invitation(made: Made) -> NewInvitation:
    """The link goes to the maker of the invitation only where no mailbox is to be proven."""
    row, link = made.invitation, None if made.invitation.email else made.link
    return NewInvitation.model_validate(
        {
            "id": row.id,
            "role": row.role,
            "email": row.email,
            "made_at": row.made_at,
            "expires_at": row.expires_at,
            "link": link,
            "qr": qr_of(link) if link else None,
        }
    )


@router.get("/settings", auth=needs(Can.MANAGE_SETTINGS), response=SettingsOut)
def settings(request: HttpRequest) -> HttpResponse:
    """What the workspace is called and what its agents see."""
    return answer(seats.settings_of(access_of(request)))


@router.put("/settings", auth=needs(Can.MANAGE_SETTINGS), response=SettingsOut)
def put_settings(request: HttpRequest, body: SettingsIn) -> HttpResponse:
    """Set all of them."""
    access = access_of(request)
    change_settings(access, body)
    return answer(seats.settings_of(access))


@router.put("/closure", auth=needs(Can.CLOSE_WORKSPACE, if_suspended=True), response=ClosingOut)
def put_closure(request: HttpRequest, body: ClosingIn) -> HttpResponse:
    """Close the workspace: read-only at once, deleted for good after 14 days.

    What customers write is still stored, nothing is sent. Until then an owner can take it back.
    """
    demand_confirmed(request)
    access = access_of(request)
    close_workspace(access, body.workspace_name)
    return answer(queries.closing(access))


@router.delete("/closure", auth=needs(Can.CLOSE_WORKSPACE, if_suspended=True), response=ClosingOut)
def take_closure_back(request: HttpRequest) -> HttpResponse:
    """Keep a closed workspace: everything works as before, and what waited is sent."""
    access = access_of(request)
    reopen_workspace(access)
    return answer(queries.closing(access))


@router.get("/audit-events", auth=needs(Can.SEE_AUDIT), response=AuditPage)
def audit_events(
    request: HttpRequest,
    asked: Query[AuditAsked],
    cursor: str | None = None,
    limit: Limit = DEFAULT_LIMIT,
) -> HttpResponse:
    """Who did what here, the newest first."""
    return answer(audit_page(access_of(request), asked, read_cursor(cursor), limit))


@router.get("/audit-events/verdict", auth=needs(Can.SEE_AUDIT), response=AuditVerdict)
def audit_verdict(request: HttpRequest) -> HttpResponse:
    """Check the whole log against its chain of digests."""
    return answer(audit_verdict_of(access_of(request)))


@router.get("/audit-events/file", auth=needs(Can.SEE_AUDIT))
def audit_export(
    request: HttpRequest, asked: Query[AuditAsked], kind: Literal["csv", "json"] = "csv"
) -> StreamingHttpResponse:
    """All of it as a file, CSV or JSON. That it was taken is itself written down."""
    demand_confirmed(request)
    access = access_of(request)
    file = audit_file(access, asked)
    with scope(access.workspace_id):
        record(access, Act.EXPORTED, Thing("audit_log", ""), {"kind": kind})
    name = {"Content-Disposition": f'attachment; filename="audit-log.{kind}"'}
    return StreamingHttpResponse(WRITERS[kind](file), content_type=_FILES[kind], headers=name)


@router.get("/api-keys", auth=needs(Can.MANAGE_KEYS), response=ApiKeyPage)
def api_keys(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The keys that work. Their secret part is shown once, when they are made."""
    return answer(queries.api_key_page(access_of(request), read_cursor(cursor), limit))


@router.post("/api-keys", auth=needs(Can.MANAGE_KEYS), response={201: NewApiKey})
def make_api_key(request: HttpRequest, body: ApiKeyIn) -> HttpResponse:
    """Make a key that acts with your rights. Keep `key`: it is not shown again.

    A browser is asked first to confirm who you are (`reauthenticate`).
    """
    demand_confirmed(request)
    access = access_of(request)
    with scope(access.workspace_id):
        key, token = create_api_key(member_id=access.member_id, name=body.name)
        record(access, Act.KEY_MADE, Thing("api_key", str(key.id), body.name))
    made = NewApiKey(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        created_at=key.created_at,
        last_used_at=None,
        key=token,
    )
    return answer(made, 201)


@router.delete(
    "/api-keys/{key_id}", auth=needs(Can.MANAGE_KEYS, if_suspended=True), response={204: None}
)
def end_api_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke a key. It stops working with this request."""
    access = access_of(request)
    with scope(access.workspace_id):
        revoke_api_key(workspace_id=access.workspace_id, key_id=key_id)
        record(access, Act.KEY_REVOKED, Thing("api_key", str(key_id)))
    return nothing()
