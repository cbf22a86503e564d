"""What a member may do, by name. Code asks for a capability, never for a role."""

from enum import StrEnum

from chatsync.workspaces.models import Role


class Can(StrEnum):
    """The named capabilities (docs/words.md)."""

    SEE_ALL = "inbox.see_all"
    TAKE = "inbox.take"
    ASSIGN = "inbox.assign"
    REPLY = "inbox.reply"
    RESOLVE = "inbox.resolve"
    MANAGE_CHANNELS = "channels.manage"
    SEE_MEMBERS = "members.see"
    MANAGE_MEMBERS = "members.manage"
    MANAGE_KEYS = "api_keys.manage"
    SEE_PHONE = "contacts.see_phone"
    EXPORT_CONTACTS = "contacts.export"
    ERASE_CONTACTS = "contacts.erase"
    SEE_PARKED = "parked.see"
    MANAGE_SETTINGS = "settings.manage"
    SEE_AUDIT = "audit.see"
    MANAGE_BILLING = "billing.manage"
    EXPORT_WORKSPACE = "workspace.export"
    CLOSE_WORKSPACE = "workspace.close"


_AGENT = frozenset({Can.TAKE, Can.REPLY, Can.RESOLVE, Can.SEE_PHONE, Can.SEE_MEMBERS})
_MANAGER = _AGENT | {Can.SEE_ALL, Can.ASSIGN}

GRANTED: dict[str, frozenset[Can]] = {
    Role.OWNER: frozenset(Can),
    Role.MANAGER: _MANAGER,
    Role.AGENT: _AGENT,
}

LOOKING = frozenset({Can.SEE_ALL, Can.SEE_PHONE, Can.SEE_MEMBERS, Can.SEE_PARKED, Can.SEE_AUDIT})
"""What an operator who stepped in may do: see, and nothing else (docs/adr/0013)."""


def granted(role: str, *, hides_phones: bool) -> frozenset[Can]:
    """A role's capabilities in a workspace; `hides_phones` withdraws numbers from agents."""
    found = GRANTED[role]
    return found - {Can.SEE_PHONE} if hides_phones and role == Role.AGENT else found


def roles_with(capability: Can, *, without: Can | None = None) -> list[str]:
    """The roles that have one capability, and (where given) have not the other."""
    return [role for role, has in GRANTED.items() if capability in has and without not in has]
