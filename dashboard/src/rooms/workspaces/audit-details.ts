import type { AuditEvent } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";
import { roleChoices } from "./roles.ts";

const A_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What came with an act, in the reader's words; what a newer server adds, as it is written. */
export function auditDetails(event: AuditEvent): string {
  return Object.entries(event.details)
    .filter(([name]) => name !== "invitation")
    .map(([name, value]) => `${names()[name] ?? name}: ${valueWords(value)}`)
    .join(" · ");
}

function names(): Record<string, string> {
  return {
    role: i18n._("Role"),
    before: i18n._("Before"),
    after: i18n._("After"),
    minutes: i18n._("Minutes"),
    why: i18n._("How it ended"),
    plan: i18n._("Plan"),
    state: i18n._("How it stands"),
    interval: i18n._("Paid"),
    until: i18n._("Until"),
    reason: i18n._("Reason"),
    reference: i18n._("Reference"),
    kind: i18n._("Kind"),
    staff_limit: i18n._("Most seats"),
    number_limit: i18n._("Most numbers"),
    days_until_deleted: i18n._("Days until it is deleted"),
    name: i18n._("Name"),
    time_zone: i18n._("Time zone"),
    locale: i18n._("Language of mails to your team"),
    visibility: i18n._("What agents see"),
    hide_phones_from_agents: i18n._("Phone numbers hidden from agents"),
    session_mode: i18n._("How long people stay signed in"),
    requires_factor: i18n._("Second factor needed by everybody"),
    retention_days: i18n._("Days that messages are kept"),
    giving: i18n._("Waiting conversations"),
    open_limit: i18n._("Most open conversations for one person"),
    leads_too: i18n._("Given to managers and owners too"),
    pass_on_after_minutes: i18n._("Pass on after minutes without their holder"),
    resolve_after_days: i18n._("Resolve after days without a message"),
    resolve_unanswered: i18n._("Also where the customer had the last word"),
  };
}

/** Why an operator's look ended. */
function endings(): Record<string, string> {
  return {
    left: i18n._("They left"),
    "ended by an owner": i18n._("An owner ended it"),
    "time is over": i18n._("Its time was over"),
    "no longer an operator": i18n._("They are no operator any more"),
  };
}

/** Plans, and how they stand. */
function plans(): Record<string, string> {
  return {
    starter: i18n._("Starter"),
    growth: i18n._("Growth"),
    business: i18n._("Business"),
    month: i18n._("By the month"),
    year: i18n._("By the year"),
    trial: i18n._("Trial"),
    trial_extended: i18n._("Longer trial"),
    active: i18n._("Active"),
    canceling: i18n._("Cancelled, runs until its end"),
    past_due: i18n._("Payment awaited"),
    paused: i18n._("Paused"),
    canceled: i18n._("Over"),
  };
}

function valueWords(value: unknown): string {
  if (value === null) {
    return "–";
  }
  if (typeof value === "boolean") {
    return value ? i18n._("Yes") : i18n._("No");
  }
  if (typeof value === "string" && A_MOMENT.test(value)) {
    return dayAndTime(value);
  }
  const words: Record<string, string> = {
    ...Object.fromEntries(roleChoices()),
    ...endings(),
    ...plans(),
    by_hand: i18n._("People take them (Take next)"),
    in_turn: i18n._("In turn, to people who are online"),
    own: i18n._("Their own conversations"),
    own_unassigned: i18n._("Their own and unassigned ones"),
    all: i18n._("All conversations"),
    counter: i18n._("Counter"),
    strict: i18n._("Strict"),
    en: "English",
    ur: "اردو",
  };
  return words[String(value)] ?? String(value);
}
