import type { Transfer } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";
import { planName } from "./words.ts";

/** "Growth, for a month". */
export function transferFor({ plan, interval }: Pick<Transfer, "plan" | "interval">): string {
  const words = { plan: planName(plan) };
  return interval === "month"
    ? i18n._("{plan}, for a month", words)
    : i18n._("{plan}, for a year", words);
}

export function transferState({ state, ends_at }: Transfer): string {
  switch (state) {
    case "awaited":
      return i18n._("awaited");
    case "received":
      return i18n._("receipt sent");
    case "withdrawn":
      return i18n._("given up");
    default:
      return i18n._("paid until {time}", { time: ends_at === null ? "" : dayAndTime(ends_at) });
  }
}
