import { i18n } from "../../lib/i18n.ts";

const HOUR = 3_600_000;

/** Times to which a conversation may be put aside, by the reader's own clock. */
export function snoozeTimes(now: number): { label: string; until: string }[] {
  return [
    { label: i18n._("In an hour"), until: new Date(now + HOUR).toISOString() },
    { label: i18n._("In three hours"), until: new Date(now + 3 * HOUR).toISOString() },
    { label: i18n._("Tomorrow at nine"), until: atNine(now, 1) },
    { label: i18n._("In a week at nine"), until: atNine(now, 7) },
  ];
}

function atNine(now: number, days: number): string {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 9).toISOString();
}
