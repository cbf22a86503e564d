"""Answers of the site to what lower rooms announce."""

from chatsync.accounts.events import OwnExportAsked
from chatsync.site.own_data import make_own_export


def own_export_asked(event: OwnExportAsked) -> None:
    make_own_export(event.export_id)
