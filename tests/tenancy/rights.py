"""Which capability each operation asks for: written down a second time, by hand.

A door that opens wider than before, or a new one, must be changed here too, on purpose.
"""

from chatsync.workspaces.capabilities import Can

EXPECTED: dict[Can | None, str] = {
    None: "me standing leave conversations counts conversation mark_read draft thread messages "
    "find notes mentions see_mentions contacts contact numbers number media thumbnail list_events "
    "list_tags conversation_history message_steps views",
    Can.SEE_MEMBERS: "members member",
    Can.MANAGE_MEMBERS: "remove team put_role new_password invitations make_invitation renew "
    "take_back send_out",
    Can.MANAGE_SETTINGS: "settings put_settings retention retention_loss put_retention "
    "policy_notices read_policy_notice rules put_rules",
    Can.SEE_AUDIT: "audit_events audit_verdict audit_export",
    Can.MANAGE_KEYS: "api_keys make_api_key end_api_key",
    Can.TAKE: "take_next assign_conversation unassign_conversation own_attendance "
    "put_own_attendance",
    Can.ASSIGN: "make_tag change_tag delete_tag attendance",
    Can.RESOLVE: "resolve_conversation reopen_conversation snooze_conversation wake_conversation",
    Can.REPLY: "keep_draft send write_note change_note take_back_note templates upload "
    "rename_contact put_tag take_tag_off dismiss_refusal "
    "quick_replies make_quick_reply change_quick_reply delete_quick_reply make_view change_view "
    "delete_view",
    Can.MANAGE_CHANNELS: "connect number_options disconnect look registration apps enter "
    "subscribe forget try_number",
    Can.EXPORT_CONTACTS: "make_export export export_file",
    Can.ERASE_CONTACTS: "erase_contact",
    Can.SEE_PARKED: "parked",
    Can.EXPORT_WORKSPACE: "make_whole_export whole_export stop_whole_export whole_export_file",
    Can.CLOSE_WORKSPACE: "put_closure take_closure_back",
    Can.MANAGE_BILLING: "billing plans make_checkout pay_owed preview_change "
    "change_subscription cancel_subscription keep_subscription resume_subscription make_card_link "
    "make_portal_link invoices invoice_file invoice_recipient put_invoice_recipient "
    "bank_transfers ask_transfer withdraw_transfer send_receipt receipt",
}
"""Operations by the one capability that their door asks for; None: any member."""

AUTHORS_ONLY = {"change_note", "take_back_note"}
"""Operations that refuse whoever did not write the thing, whatever their role."""

TEAMS = {"change_quick_reply", "delete_quick_reply", "change_view", "delete_view"}
"""Operations on what is one's own or the team's; the team's asks for `inbox.assign` too."""

ROLES: dict[str, set[Can]] = {
    "owner": set(Can),
    "manager": {
        Can.TAKE,
        Can.REPLY,
        Can.RESOLVE,
        Can.SEE_PHONE,
        Can.SEE_MEMBERS,
        Can.SEE_ALL,
        Can.ASSIGN,
    },
    "agent": {Can.TAKE, Can.REPLY, Can.RESOLVE, Can.SEE_PHONE, Can.SEE_MEMBERS},
}
"""What each role may do, likewise."""


def expected() -> dict[str, set[str]]:
    """Operation to the names of its capabilities."""
    return {
        operation: {str(capability)} if capability else set()
        for capability, operations in EXPECTED.items()
        for operation in operations.split()
    }
