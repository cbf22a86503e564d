"""One page: event → reactions. Whatever joins rooms stands here."""

from chatsync.channels import reactions as channels
from chatsync.channels.events import MediaSettled, SendSettled, UpdatesParsed
from chatsync.contacts.events import ContactsMerged
from chatsync.inbox import reactions as inbox
from chatsync.jobs.events import on
from chatsync.workspaces.events import MemberWent, StandingChanged

on(UpdatesParsed, now=(inbox.updates_parsed,))
on(SendSettled, now=(inbox.send_settled,))
on(StandingChanged, now=(channels.standing_changed,))
on(ContactsMerged, now=(inbox.contacts_merged,))
on(MediaSettled, now=(inbox.media_was_settled,))
# Later once more: somebody may have handed them a thread while they were being removed.
on(MemberWent, now=(inbox.member_went,), later=(inbox.member_went,))
