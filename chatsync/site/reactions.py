"""Answers of the site to what lower rooms announce."""

from chatsync.accounts.events import OwnExportAsked
from chatsync.privacy.events import PolicyChanged
from chatsync.site.own_data import make_own_export
from chatsync.site.policy_telling import tell_owners


def own_export_asked(event: OwnExportAsked) -> None:
    make_own_export(event.export_id)


def policy_changed(event: PolicyChanged) -> None:
    tell_owners(event.first_id)
