import type { Invoice } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { charged } from "./words.ts";

export function invoiceState(state: Invoice["state"]): string {
  const words = {
    billed: i18n._("open"),
    paid: i18n._("paid, being booked"),
    completed: i18n._("paid"),
    past_due: i18n._("past due"),
    canceled: i18n._("cancelled"),
  };
  return words[state];
}

/** "Refund of USD 31.00: waits for approval". A word of Paddle's that is new stands as it is. */
export function adjustmentWords({
  action,
  state,
  total,
  currency,
}: Invoice["adjustments"][number]): string {
  const amount = charged({ amount: total, currency });
  const states: Record<string, string> = {
    pending_approval: i18n._("waits for approval"),
    approved: i18n._("approved"),
    rejected: i18n._("refused"),
    reversed: i18n._("reversed"),
  };
  const told = { amount, state: states[state] ?? state };
  switch (action) {
    case "refund":
      return i18n._("Refund of {amount}: {state}", told);
    case "credit":
      return i18n._("Credit of {amount}: {state}", told);
    case "chargeback":
      return i18n._("Charged back {amount}: {state}", told);
    default:
      return `${action} ${amount}: ${told.state}`;
  }
}
