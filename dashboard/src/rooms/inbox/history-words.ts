import type { HistoryLine } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";

/** What happened to a conversation, in one sentence. */
export function historyWords({ kind, actor, member, until }: HistoryLine): string {
  const name = actor?.name ?? "";
  const other = member?.name ?? "";
  const own = actor?.id === member?.id;
  const words: Record<HistoryLine["kind"], () => string> = {
    taken: () => i18n._("{name} took this conversation", { name }),
    assigned: () =>
      actor
        ? i18n._("{name} gave this conversation to {other}", { name, other })
        : i18n._("{other} was given this conversation in turn", { other }),
    given_back: () =>
      own
        ? i18n._("{name} put this conversation back to Unassigned", { name })
        : i18n._("{name} took this conversation from {other}: it is unassigned", { name, other }),
    resolved: () =>
      actor
        ? i18n._("{name} resolved this conversation", { name })
        : i18n._("Resolved by itself: nobody had written for days"),
    reopened: () =>
      actor
        ? i18n._("{name} reopened this conversation", { name })
        : i18n._("The customer wrote: this conversation is open again"),
    snoozed: () =>
      until
        ? i18n._("{name} snoozed this until {time}", { name, time: dayAndTime(until) })
        : i18n._("{name} snoozed this until the customer writes", { name }),
    woken: () =>
      actor ? i18n._("{name} took this up again", { name }) : i18n._("Back from snooze"),
  };
  return words[kind]();
}
