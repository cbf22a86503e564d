"""Which tables belong to no workspace, and why; every other table must be a tenant's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Global:
    """A table without row-level security. `columns` are given where they are all it may hold."""

    reason: str
    columns: frozenset[str] | None = None


_PEOPLE = "people are global: one person may belong to several workspaces"
_DJANGO = "Django's own bookkeeping, without product data"
_JOBS = "procrastinate's queue: its arguments are ids"

GLOBAL: dict[str, Global] = {
    "analytics_funnel": Global(
        "counts of landing pages: no address, no browser, no account, no workspace",
        frozenset(
            {
                "day",
                "landing",
                "variant",
                "campaign",
                "viewed",
                "called",
                "shown",
                "submitted",
                "verified",
                "messaged",
            }
        ),
    ),
    "analytics_funnelmark": Global(
        "that a view was counted: a digest of a number that is stored nowhere",
        frozenset({"mark", "at"}),
    ),
    "analytics_landing": Global("the operator's own pages"),
    "analytics_landingversion": Global("the operator's own pages"),
    "analytics_landingcard": Global("pictures of the operator's own pages"),
    "analytics_signuporigin": Global(
        "looked through by the clock; what it says is encrypted, and gone with the first message",
        frozenset({"workspace_id", "sealed", "at"}),
    ),
    "analytics_pagecount": Global(
        "counts of public pages: no address, no browser, no account, no workspace",
        frozenset(
            {
                "hour",
                "page",
                "variant",
                "referrer",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "device",
                "views",
            }
        ),
    ),
    "analytics_viewsum": Global(
        "the same counts by day and month, by two of these at most",
        frozenset({"grain", "within", "within_value", "at", "part", "value", "views"}),
    ),
    "analytics_beaconbatch": Global(
        "what pages told within half a second: no address, no browser, no account, no workspace",
        frozenset({"id", "at", "body"}),
    ),
    "analytics_opensitting": Global(
        "how long a running visit lasts: a digest whose key no process writes down",
        frozenset({"mark", "device", "used_ms", "last"}),
    ),
    "analytics_speedsum": Global(
        "sums of what pages told, by day and month",
        frozenset({"grain", "at", "page", "device", "metric", "name", "counts", "totals"}),
    ),
    "analytics_utmvalue": Global("words that an operator listed"),
    "accounts_person": Global(_PEOPLE),
    "accounts_signin": Global(_PEOPLE),
    "accounts_trustedbrowser": Global(_PEOPLE),
    "accounts_ownexport": Global(_PEOPLE),
    "mfa_authenticator": Global(_PEOPLE),
    "account_emailaddress": Global(_PEOPLE),
    "account_emailconfirmation": Global(_PEOPLE),
    "auth_group": Global(_DJANGO),
    "auth_group_permissions": Global(_DJANGO),
    "auth_permission": Global(_DJANGO),
    "django_content_type": Global(_DJANGO),
    "django_migrations": Global(_DJANGO),
    "django_session": Global("sessions are found before any workspace is known"),
    "shared_cache": Global(
        "rate limits and codes of people who are not signed in",
        frozenset({"cache_key", "value", "expires"}),
    ),
    "procrastinate_jobs": Global(_JOBS),
    "procrastinate_events": Global(_JOBS),
    "procrastinate_periodic_defers": Global(_JOBS),
    "procrastinate_workers": Global(_JOBS),
    "jobs_mail": Global("mail goes to people, also to those without a workspace"),
    "privacy_cspreport": Global("a browser's report belongs to no workspace"),
    "privacy_consentrecord": Global(
        "an answer belongs to no account and no workspace",
        frozenset({"receipt", "ends", "answer", "method", "language", "asked", "words", "at"}),
    ),
    "audit_auditreport": Global("what this installation found out about itself"),
    "privacy_policynotice": Global(
        _PEOPLE, frozenset({"id", "version_id", "person_id", "told_at", "read_at"})
    ),
    "privacy_policyversion": Global("what this installation showed to everybody"),
    "privacy_checkoutmeasurement": Global("what a browser saw of Paddle's checkout"),
    "desk_request": Global("whoever asks about their data may belong to no workspace"),
    "desk_mailboxstanding": Global(
        "one row for the installation",
        frozenset({"id", "validity", "last_uid", "read_at", "fault", "fault_since"}),
    ),
    "outreach_contactmessage": Global("whoever writes to the operator belongs to no workspace"),
    "outreach_subscriptionrequest": Global("an address that has not confirmed"),
    "outreach_subscriber": Global("an address that asked for the newsletter"),
    "outreach_issue": Global("the operator's newsletter"),
    "outreach_incident": Global("what the operator tells everybody"),
    "outreach_incidentword": Global("what was said of it"),
    "desk_entry": Global("what was said and done about such a request"),
    "billing_billingevent": Global("an event belongs to no workspace until it is read"),
    "billing_ending": Global(
        "outlives its workspace, until Paddle has ended what was paid for it",
        frozenset({"id", "subscription_id", "wanted", "tries", "reason", "due_at", "made_at"}),
    ),
    "billing_walk": Global("how far a provider's list was read: one row each"),
    "privacy_closure": Global("proves that a workspace is gone, and outlives it"),
    "realtime_epoch": Global("one row for the installation"),
    "workspaces_businessinvitation": Global("an invitation is made before there is a workspace"),
    "workspaces_keypace": Global(
        "written with every request, before the workspace is known",
        frozenset({"key_id", "due_at"}),
    ),
    "channels_metaapp": Global("the webhook door reads it before any workspace is known"),
    "channels_unrouted": Global("an update that belongs to no connected number"),
    "channels_inbounddelivery": Global(
        "queue: a verified body belongs to no workspace until it is read",
        frozenset({"id", "lane", "app_id", "body", "received_at"}),
    ),
    "channels_dispatch": Global(
        "queue of the sender: ids, priority and due time",
        frozenset(
            {
                "id",
                "workspace_id",
                "number_id",
                "pair_id",
                "priority",
                "due_at",
                "state",
                "sender",
                "waits",
            }
        ),
    ),
    "channels_mediafetch": Global(
        "queue of files to fetch: ids and due time",
        frozenset({"id", "workspace_id", "due_at", "tries"}),
    ),
}

SEARCHED = frozenset(
    {
        "billing_account",
        "billing_checkout",
        "billing_invoice",
        "billing_subscription",
        "billing_transfer",
        "channels_number",
        "channels_parked",
        "contacts_contact",
        "contacts_identity",
        "inbox_attendance",
        "inbox_conversation",
        "inbox_message",
        "inbox_rules",
        "workspaces_apikey",
        "workspaces_member",
        "workspaces_stepin",
        "workspaces_workspace",
    }
)
"""Tables that the definer functions read, as the role chatsync_search, and nobody else may."""

KEY_COLUMN = {"workspaces_workspace": "id"}
"""The column that names the workspace, where it is not `workspace_id`."""

UNIQUE_ACROSS_TENANTS = {
    "number_in_one_workspace": "a WhatsApp number is served by one workspace at a time",
}
"""Unique indexes that do not begin with the workspace: each tells that a value exists elsewhere."""

DEFINER_RESULTS: dict[str, frozenset[str]] = {
    "chatsync_memberships": frozenset({"workspace_id", "member_id"}),
    "chatsync_api_key": frozenset({"workspace_id", "key_id"}),
    "chatsync_numbers": frozenset(
        {"phone_number_id", "workspace_id", "number_id", "app_id", "pending"}
    ),
    "chatsync_accounts": frozenset({"waba_id", "workspace_id", "number_id", "app_id"}),
    "chatsync_seats": frozenset({"member_id", "version"}),
    "chatsync_step_ins": frozenset({"workspace_id", "step_in_id"}),
    "chatsync_workspaces": frozenset({"workspace_id"}),
    "chatsync_giving_in_turn": frozenset({"workspace_id"}),
    "chatsync_turns_due": frozenset({"workspace_id"}),
    "chatsync_resolving": frozenset({"workspace_id"}),
    "chatsync_billing_homes": frozenset({"name", "workspace_id"}),
    "chatsync_billing_due": frozenset({"workspace_id"}),
    "chatsync_transfers": frozenset({"workspace_id", "transfer_id", "made_at"}),
    "chatsync_tenants": frozenset({"workspace_id", "made_at"}),
    "chatsync_parked": frozenset({"workspace_id", "parked_id", "parked_at"}),
    "chatsync_strict_sessions": frozenset({"strict"}),
    "chatsync_needs_factor": frozenset({"needs"}),
    "chatsync_owns": frozenset({"owns"}),
    "chatsync_found_messages": frozenset({"message_id", "sent_at"}),
    "chatsync_found_contacts": frozenset({"contact_id"}),
}
"""All that the definer functions answer: ids, and what a look-up needs to go on."""
