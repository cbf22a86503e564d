import { i18n } from "../../lib/i18n.ts";

/** What each act is called, for the filter and the list; an act of a newer server by its name. */
export function actChoices(): readonly (readonly [string, string])[] {
  return [
    ["invitation.made", i18n._("Invited somebody")],
    ["invitation.renewed", i18n._("Renewed an invitation")],
    ["invitation.revoked", i18n._("Took an invitation back")],
    ["member.joined", i18n._("Joined")],
    ["member.role_changed", i18n._("Changed a role")],
    ["member.removed", i18n._("Removed a member")],
    ["member.left", i18n._("Left")],
    ["member.password_reset", i18n._("Set a new password")],
    ["settings.changed", i18n._("Changed settings")],
    ["api_key.made", i18n._("Made an API key")],
    ["api_key.revoked", i18n._("Revoked an API key")],
    ["number.connected", i18n._("Connected a number")],
    ["number.disconnected", i18n._("Disconnected a number")],
    ["contacts.exported", i18n._("Exported contacts")],
    ["contacts.erased", i18n._("Erased a customer")],
    ["audit.exported", i18n._("Exported the audit log")],
    ["operator.stepped_in", i18n._("The operator stepped in")],
    ["operator.stepped_out", i18n._("The operator's look ended")],
    ["workspace.limited", i18n._("Set the limits of the workspace")],
    ["workspace.exported", i18n._("Exported the workspace")],
    ["workspace.closed", i18n._("Closed the workspace")],
    ["workspace.reopened", i18n._("Took back the closing of the workspace")],
    ["workspace.suspended", i18n._("Suspended the workspace")],
    ["workspace.lifted", i18n._("Lifted the suspension")],
    ["plan.changed", i18n._("The plan changed")],
    ["transfer.asked", i18n._("Began to pay a plan by bank transfer")],
    ["transfer.withdrawn", i18n._("Gave a bank transfer up")],
    ["transfer.approved", i18n._("Found the bank transfer and gave the plan")],
    ["transfer.receipt_refused", i18n._("Sent the receipt of a bank transfer back")],
    ["plan.granted", i18n._("Gave the workspace a plan")],
    ["plan.withdrawn", i18n._("Took a plan away")],
    ["subscription.changed", i18n._("Asked Paddle for another plan")],
    ["subscription.canceled", i18n._("Cancelled the plan")],
    ["subscription.kept", i18n._("Took the cancellation of the plan back")],
    ["subscription.resumed", i18n._("Let the paused plan go on")],
    ["billing.recipient_changed", i18n._("Changed whom invoices name")],
    ["billing.portal_opened", i18n._("Opened Paddle's portal")],
    ["parked.discarded", i18n._("Threw a parked update away")],
    ["privacy.audited", i18n._("Made a sign-in for the privacy audit")],
  ];
}

export function actName(action: string): string {
  return actChoices().find(([value]) => value === action)?.[1] ?? action;
}
