"""What the purge leaves alone, table by table, and why.

Whatever ages has a line in `retention.py`.
"""

from chatsync.kit.text import gettext_noop as _

_ACCOUNT = _("as long as the account exists")
_WORKSPACE = _("as long as the workspace exists")
_CUSTOMER = _("until the shop erases the customer or closes the workspace")
_SEAT = _("as long as the member has a seat")
_SUBSCRIBED = _("until they unsubscribe")
_HOUSE = _("holds nothing about people: how the installation itself stands")

LASTING: dict[str, str] = {
    "accounts_person": _ACCOUNT,
    "mfa_authenticator": _ACCOUNT,
    "account_emailaddress": _ACCOUNT,
    "privacy_policynotice": _ACCOUNT,
    "account_emailconfirmation": _ACCOUNT,
    "workspaces_workspace": _WORKSPACE,
    "workspaces_member": _WORKSPACE,
    "workspaces_auditevent": _WORKSPACE,
    "workspaces_audittold": _WORKSPACE,
    "billing_account": _WORKSPACE,
    "billing_subscription": _WORKSPACE,
    "billing_checkout": _WORKSPACE,
    "billing_invoice": _WORKSPACE,
    "billing_adjustment": _WORKSPACE,
    "billing_transfer": _WORKSPACE,
    "channels_number": _WORKSPACE,
    "channels_metaapp": _WORKSPACE,
    "inbox_tag": _WORKSPACE,
    "inbox_quickreply": _WORKSPACE,
    "inbox_savedview": _WORKSPACE,
    "inbox_rules": _WORKSPACE,
    "inbox_attendance": _SEAT,
    "inbox_erasure": _WORKSPACE,
    "realtime_counter": _WORKSPACE,
    "contacts_contact": _CUSTOMER,
    "contacts_identity": _CUSTOMER,
    "inbox_conversation": _CUSTOMER,
    "inbox_session": _CUSTOMER,
    "inbox_conversationtag": _CUSTOMER,
    "analytics_landing": _HOUSE,
    "analytics_landingversion": _HOUSE,
    "analytics_landingcard": _HOUSE,
    "analytics_utmvalue": _HOUSE,
    "outreach_subscriber": _SUBSCRIBED,
    "outreach_issue": _HOUSE,
    "outreach_incident": _HOUSE,
    "outreach_incidentword": _HOUSE,
    "auth_group": _HOUSE,
    "auth_group_permissions": _HOUSE,
    "auth_permission": _HOUSE,
    "django_content_type": _HOUSE,
    "django_migrations": _HOUSE,
    "audit_auditreport": _HOUSE,
    "privacy_policyversion": _HOUSE,
    "privacy_checkoutmeasurement": _HOUSE,
    "desk_mailboxstanding": _HOUSE,
    "billing_walk": _HOUSE,
    "billing_ending": _HOUSE,
    "procrastinate_workers": _HOUSE,
    "procrastinate_periodic_defers": _HOUSE,
    "realtime_epoch": _HOUSE,
}
"""Tables whose rows no age deletes, and until when they stay."""
