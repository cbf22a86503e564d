"""Answers of the inbox to what lower rooms announce."""

from chatsync.accounts.events import AccountDeleted
from chatsync.channels.events import MediaSettled, SendSettled, UpdatesParsed
from chatsync.contacts.events import ContactsMerged
from chatsync.inbox.actions.erase import erase, follow_merge
from chatsync.inbox.actions.export import make_export
from chatsync.inbox.actions.export_whole import make_whole_export
from chatsync.inbox.actions.give_back import give_back
from chatsync.inbox.actions.media_settled import media_settled
from chatsync.inbox.actions.merge import move_conversations
from chatsync.inbox.actions.own_things import delete_own_things
from chatsync.inbox.actions.quick import forget_own
from chatsync.inbox.actions.receive import receive
from chatsync.inbox.actions.settle import settle
from chatsync.inbox.events import ErasureAsked, ExportAsked, WholeExportAsked
from chatsync.workspaces.events import MemberWent


def updates_parsed(event: UpdatesParsed) -> None:
    receive(event.facts)


def send_settled(event: SendSettled) -> None:
    settle(event.results)


def contacts_merged(event: ContactsMerged) -> None:
    follow_merge(kept_id=event.kept_id, gone_id=event.gone_id)
    move_conversations(kept_id=event.kept_id, gone_id=event.gone_id)


def media_was_settled(event: MediaSettled) -> None:
    media_settled(event.media_ids)


def member_went(event: MemberWent) -> None:
    give_back(event.workspace_id, event.member_id)
    forget_own(event.workspace_id, event.member_id)


def erasure_asked(event: ErasureAsked) -> None:
    erase(event.workspace_id, event.erasure_id)


def export_asked(event: ExportAsked) -> None:
    make_export(event.workspace_id, event.export_id)


def whole_export_asked(event: WholeExportAsked) -> None:
    make_whole_export(event.workspace_id, event.export_id)


def account_deleted(event: AccountDeleted) -> None:
    delete_own_things(event.person_id)
