import type { HistoryLine } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";

/** What happened to a conversation, in one sentence. */
export function historyWords(line: HistoryLine): string {
  const { kind, actor, member, until } = line;
  const name = actor?.name ?? "";
  const other = member?.name ?? "";
  const own = actor?.id === member?.id;
  const words: Record<HistoryLine["kind"], () => string> = {
    taken: () => i18n._("{name} took this conversation", { name }),
    assigned: () =>
      actor
        ? i18n._("{name} gave this conversation to {other}", { name, other })
        : givenWords(line),
    given_back: () => givenBackWords(name, other, own),
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

/** Given by itself: to whom, and why to them. */
function givenWords({ member, why, former }: HistoryLine): string {
  const other = member?.name ?? "";
  const name = former?.name ?? "";
  switch (why) {
    case "before":
      return i18n._("{other} was given this conversation: they had it before", { other });
    case "missing":
      return i18n._("{other} was given this conversation: {name} was not there", { other, name });
    case "full":
      return i18n._(
        "{other} was given this conversation: {name}, who had it, holds as many as allowed",
        { other, name },
      );
    default:
      return i18n._("{other} was given this conversation in turn", { other });
  }
}

function givenBackWords(name: string, other: string, own: boolean): string {
  if (name === "") {
    return i18n._("{other} left the team: this conversation is unassigned", { other });
  }
  return own
    ? i18n._("{name} put this conversation back to Unassigned", { name })
    : i18n._("{name} took this conversation from {other}: it is unassigned", { name, other });
}
