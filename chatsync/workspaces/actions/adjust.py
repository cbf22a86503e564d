"""Setting what a workspace is called and what its agents see."""

from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from chatsync.accounts.session_limits import modes_offered
from chatsync.kit.errors import Invalid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.seats import demand_still, lock_seats
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.schemas import SettingsIn


def change_settings(access: Access, wanted: SettingsIn) -> None:
    """Set all of them; open pages follow within seconds. Raises Invalid for an unknown zone."""
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
    with scope(access.workspace_id):
        workspace = lock_seats()
        demand_still(access, Can.MANAGE_SETTINGS)
        changed = {key: value for key, value in asked.items() if getattr(workspace, key) != value}
        if not changed:
            return
        for key, value in changed.items():
            setattr(workspace, key, value)
        workspace.save(update_fields=list(changed))
        record(access, Act.SETTINGS_CHANGED, Thing("workspace", workspace.org), changed)
