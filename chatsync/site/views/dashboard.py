"""The page that carries the dashboard, and the way to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chatsync.accounts.confirming import to_sign_in
from chatsync.accounts.models import Person
from chatsync.kit.build import dashboard_build
from chatsync.kit.ids import workspace_uuid
from chatsync.privacy.cookies import remember
from chatsync.privacy.registry import WORKSPACE
from chatsync.workspaces.access import access_of_person
from chatsync.workspaces.queries import me, workspaces_of


@require_safe
def dashboard(request: HttpRequest, workspace: str) -> HttpResponse:
    """`/w/<org>/…`: the dashboard of a workspace, to its members.

    A foreign workspace answers like one that does not exist; signed-out people go to sign-in,
    whatever the address.
    """
    if not isinstance(request.user, Person):
        return to_sign_in(request.get_full_path())
    workspace_id = workspace_uuid(workspace)
    access = None if workspace_id is None else access_of_person(request.user.id, workspace_id)
    if access is None:
        raise Http404
    build = dashboard_build()
    if build is None:
        return render(request, "site/no_build.html", status=503)
    known = {
        "workspace": workspace,
        "parts": build,
        "with_script": build.with_script(get_language() or "en"),
        "me": me(access).model_dump_json(),
    }
    answer = render(request, "site/dashboard.html", known)
    remember(answer, WORKSPACE, workspace)
    return answer


@require_safe
def own_workspace(request: HttpRequest) -> HttpResponse:
    """`/w`: on to the workspace opened last, or the first one; an operator of none to `/ops`."""
    if not isinstance(request.user, Person):
        return to_sign_in(request.get_full_path())
    mine = [workspace.id for workspace in workspaces_of(request.user.id)]
    if not mine and request.user.is_operator:
        return redirect("/ops")
    if not mine:
        return render(request, "site/no_workspace.html")
    last = request.COOKIES.get(WORKSPACE.name, "")
    return redirect(f"/w/{last if last in mine else mine[0]}/inbox")
