"""One page: event → reactions, who counts for whom, who deletes each line of the retention table,
and what a closed workspace holds beside its own rows.

Whatever joins rooms stands here.
"""

from chatsync.accounts import forgetting as accounts
from chatsync.accounts.events import AccountDeleted, OperatorWent, OwnExportAsked
from chatsync.analytics.actions import funnel, speed
from chatsync.analytics.actions import views as page_views
from chatsync.billing import reactions as billing
from chatsync.billing.actions.handles import delete_handles
from chatsync.billing.actions.purge import delete_billing_events
from chatsync.billing.events import BillingEventKept
from chatsync.billing.receipts import delete_receipts
from chatsync.billing.usage import customers_counted_by, numbers_counted_by
from chatsync.channels import reactions as channels
from chatsync.channels.actions import purge as channel_data
from chatsync.channels.events import MediaSettled, ParkedAskedAgain, SendSettled, UpdatesParsed
from chatsync.channels.queries import numbers_connected
from chatsync.contacts.events import ContactsMerged
from chatsync.desk import reactions as desk
from chatsync.desk.actions.forget import delete_requests
from chatsync.inbox import reactions as inbox
from chatsync.inbox.actions import purge as inbox_data
from chatsync.inbox.actions.archive import delete_with_files
from chatsync.inbox.actions.export import delete_exports
from chatsync.inbox.actions.export_whole import delete_whole_exports
from chatsync.inbox.events import ErasureAsked, ExportAsked, WholeExportAsked
from chatsync.inbox.queries.customers import customers_who_wrote
from chatsync.jobs import forgetting as jobs
from chatsync.jobs.events import on
from chatsync.outreach import reactions as outreach
from chatsync.outreach.actions.subscribe import delete_requests as delete_subscription_requests
from chatsync.outreach.actions.write_in import delete_messages
from chatsync.outreach.events import IssueSent
from chatsync.privacy import forgetting as privacy
from chatsync.privacy import reactions as privacy_told
from chatsync.privacy.closing import deleted_beside, deleted_with_files
from chatsync.privacy.events import PolicyChanged
from chatsync.privacy.purging import deleted_by
from chatsync.realtime.actions import delete_events
from chatsync.site import reactions as site
from chatsync.workspaces import reactions as workspaces
from chatsync.workspaces.actions import forget as team_data
from chatsync.workspaces.actions.invite_business import delete_business_invitations
from chatsync.workspaces.events import MemberWent, StandingChanged

on(UpdatesParsed, now=(inbox.updates_parsed,))
on(SendSettled, now=(inbox.send_settled,))
on(ParkedAskedAgain, later=(channels.parked_asked_again,))
on(StandingChanged, now=(channels.standing_changed, billing.standing_changed))
on(BillingEventKept, later=(billing.billing_event_kept,))
on(ContactsMerged, now=(inbox.contacts_merged,))
on(MediaSettled, now=(inbox.media_was_settled,))
# Later once more: somebody may have handed them a thread while they were being removed.
on(MemberWent, now=(inbox.member_went,), later=(inbox.member_went,))
# Later once more: they may have stepped in while their rights were being taken away.
on(
    OperatorWent,
    now=(workspaces.operator_went, desk.operator_went),
    later=(workspaces.operator_went, desk.operator_went),
)
on(OwnExportAsked, later=(site.own_export_asked,))
on(
    AccountDeleted,
    later=(workspaces.account_deleted, inbox.account_deleted, privacy_told.account_deleted),
)
on(PolicyChanged, later=(site.policy_changed,))
on(ErasureAsked, later=(inbox.erasure_asked,))
on(IssueSent, later=(outreach.issue_sent,))
on(ExportAsked, later=(inbox.export_asked,))
on(WholeExportAsked, later=(inbox.whole_export_asked,))

customers_counted_by(customers_who_wrote)
numbers_counted_by(numbers_connected)

deleted_with_files("channels_media", channel_data.delete_media)
deleted_with_files("inbox_export", delete_with_files)
deleted_with_files("inbox_wholeexport", delete_with_files)
deleted_beside("channels_unrouted", channel_data.delete_unrouted_of_workspace)
deleted_beside("workspaces_keypace", team_data.delete_paces_of_workspace)

deleted_by("messages", inbox_data.delete_messages, count=inbox_data.count_messages)
deleted_by("files", inbox_data.delete_files, count=inbox_data.count_files)
deleted_by("exports", delete_exports)
deleted_by("whole_exports", delete_whole_exports)
deleted_by("reports", inbox_data.delete_reports)
deleted_by("notes", inbox_data.delete_notes, count=inbox_data.count_notes)
deleted_by("drafts", inbox_data.delete_drafts)
deleted_by("history", inbox_data.delete_history)
deleted_by("parked", channel_data.delete_parked)
deleted_by("news", channel_data.delete_news)
deleted_by("pushes", delete_events)
deleted_by("billing_events", delete_billing_events)
deleted_by("handles", delete_handles)
deleted_by("receipts", delete_receipts)
deleted_by("answers", team_data.delete_answers)
deleted_by("invitations", team_data.delete_invitations)
deleted_by("step_ins", team_data.delete_step_ins)
deleted_by("business_invitations", delete_business_invitations)
deleted_by("keys", team_data.delete_revoked_keys)
deleted_by("deliveries", channel_data.delete_deliveries)
deleted_by("unrouted", channel_data.delete_unrouted)
deleted_by("sessions", accounts.delete_sign_ins)
deleted_by("own_exports", accounts.delete_own_exports)
deleted_by("limits", accounts.delete_limits)
deleted_by("paces", team_data.delete_paces)
deleted_by("failed_mails", jobs.erase_failed_mails)
deleted_by("mails", jobs.delete_mails)
deleted_by("jobs", jobs.delete_jobs)
deleted_by("faults", privacy.delete_reports)
deleted_by("consents", privacy.delete_answers)
deleted_by("closures", privacy.delete_closures)
deleted_by("page_hours", page_views.delete_hours)
deleted_by("page_counts", page_views.delete_sums)
deleted_by("beacons", speed.delete_batches)
deleted_by("sittings", speed.delete_sittings)
deleted_by("speed_sums", speed.delete_speed_sums)
deleted_by("funnels", funnel.delete_funnels)
deleted_by("funnel_marks", funnel.delete_marks)
deleted_by("origins", funnel.delete_origins)
deleted_by("requests", delete_requests)
deleted_by("contact_messages", delete_messages)
deleted_by("newsletter_requests", delete_subscription_requests)
deleted_by("stray_files", channel_data.delete_stray_files)
