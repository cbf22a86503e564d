import type { Billing, Plan, PlanPreview, Price, Subscription } from "../../api/types.ts";
import { formatLocale, i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";

export function planName(plan: Plan["id"]): string {
  const names = {
    starter: i18n._("Starter"),
    growth: i18n._("Growth"),
    business: i18n._("Business"),
  };
  return names[plan];
}

/** How the plan stands, in one sentence. */
export function standingWords(billing: Billing): string {
  const { state, trial_ends_at, ends_at, pauses_at, provider } = billing;
  const until = ends_at === null ? null : dayAndTime(ends_at);
  switch (state) {
    case "trial":
    case "trial_extended":
      return i18n._("Trial, until {time}.", {
        time: trial_ends_at === null ? "" : dayAndTime(trial_ends_at),
      });
    case "past_due":
      if (pauses_at !== null) {
        return i18n._(
          "The time that was paid is over. Everything goes on until {time}, so that the next bank transfer can arrive.",
          { time: dayAndTime(pauses_at) },
        );
      }
      return i18n._("The last payment has not arrived. Everything goes on while it is awaited.");
    case "canceling":
      return i18n._("Cancelled. Everything goes on until {time}.", { time: until ?? "" });
    case "paused":
      return i18n._("Over. Messages still arrive; nothing is sent or changed.");
    case "canceled":
      return i18n._("Ended. Messages still arrive; nothing is sent or changed.");
    default:
      return activeWords(until, provider === "manual");
  }
}

function activeWords(until: string | null, isArranged: boolean): string {
  if (until === null) {
    return isArranged
      ? i18n._("Active, arranged with the operator, without end.")
      : i18n._("Active.");
  }
  return isArranged
    ? i18n._("Active until {time}, arranged with the operator.", { time: until })
    : i18n._("Active, paid until {time}.", { time: until });
}

/** "Rs 8,500", as prices are said in Pakistan. */
export function rupees({ rupees: amount }: Pick<Price, "rupees">): string {
  return i18n._("Rs {amount}", { amount: new Intl.NumberFormat(formatLocale()).format(amount) });
}

/** What the card is charged. */
export function charged({ amount, currency }: Pick<Price, "amount" | "currency">): string {
  return new Intl.NumberFormat(formatLocale(), {
    style: "currency",
    currency,
    currencyDisplay: "code",
  }).format(amount / 100);
}

/** How much is used, and how much there is. */
export function usedWords({ used, limit }: Billing["staff"]): string {
  return limit === null
    ? i18n._("{used}, as many as you like", { used })
    : i18n._("{used} of {limit}", { used, limit });
}

export function limitWords(limit: number | null): string {
  return limit === null ? i18n._("any number") : String(limit);
}

/** What Paddle renews, in one sentence. */
export function renewalWords({ interval, change, paid_until, ...money }: Subscription): string {
  const words = { amount: charged(money), time: paid_until === null ? "" : dayAndTime(paid_until) };
  if (change !== null || paid_until === null) {
    return interval === "month"
      ? i18n._("{amount} a month.", words)
      : i18n._("{amount} a year.", words);
  }
  return interval === "month"
    ? i18n._("{amount} a month, charged next on {time}.", words)
    : i18n._("{amount} a year, charged next on {time}.", words);
}

/** What was asked of Paddle and is not confirmed yet. */
export function askedWords(asked: NonNullable<Subscription["asked"]>): string {
  const words = {
    change: i18n._("Paddle was asked for another plan. It holds here once Paddle confirms it."),
    cancel: i18n._("Paddle was asked to end the plan. It shows here once Paddle confirms it."),
    keep: i18n._("Paddle was asked to keep the plan. It shows here once Paddle confirms it."),
    resume: i18n._("Paddle was asked to go on. It shows here once Paddle confirms it."),
  };
  return words[asked];
}

export function excessWords({ what, used, limit }: PlanPreview["exceeds"][number]): string {
  return what === "staff"
    ? i18n._("Staff: {used} active, the plan holds {limit}. Remove some under Settings, Team.", {
        used,
        limit,
      })
    : i18n._(
        "Numbers: {used} connected, the plan holds {limit}. Disconnect some under Settings, Channels.",
        { used, limit },
      );
}
