"""Setting what a workspace is called and what its agents see."""

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from chatsync.accounts.factors import with_second_factor
from chatsync.accounts.session_limits import modes_offered
from chatsync.accounts.sessions import tell_sockets
from chatsync.kit.errors import Invalid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.schemas import SettingsIn


def change_settings(access: Access, wanted: SettingsIn) -> None:
    """Set all of them; open pages follow within seconds.

    Raises Invalid for an unknown zone, and where somebody without a second factor demands one.
    """
    if wanted.time_zone not in available_timezones():
        said = _("This time zone is not known. Choose one such as Asia/Karachi.")
        raise Invalid(said, errors=[{"loc": "time_zone", "msg": said}])
    name = " ".join(wanted.name.split())
    if not name:
        said = _("A workspace needs a name.")
        raise Invalid(said, errors=[{"loc": "name", "msg": said}])
    asked = {**wanted.model_dump(exclude_none=True), "name": name}
    if asked.get("session_mode") not in {None, *modes_offered()}:
        said = _("This installation asks everybody again after a short time.")
        raise Invalid(said, errors=[{"loc": "session_mode", "msg": said}])
    secured = access.person_id in with_second_factor([access.person_id])
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.MANAGE_SETTINGS)
        changed = {key: value for key, value in asked.items() if getattr(workspace, key) != value}
        if not changed:
            return
        if changed.get("requires_factor"):
            _demand_own_factor(secured)
            tell_sockets()
        for key, value in changed.items():
            setattr(workspace, key, value)
        workspace.save(update_fields=list(changed))
        record(access, Act.SETTINGS_CHANGED, Thing("workspace", workspace.org), changed)


def _demand_own_factor(secured: bool) -> None:
    """Nobody shuts themselves out: whoever demands a second factor of others has one."""
    if not secured:
        said = _("Set up a second factor for yourself first, in your account.")
        raise Invalid(said, errors=[{"loc": "requires_factor", "msg": said}])
