import { i18n } from "../../lib/i18n.ts";
import { dayAndTime, timeLeft } from "../../lib/time.ts";

const HOUR = 3_600_000;

/** The customer-service window: free text may be sent until 24 h after the customer last wrote. */
export type ReplyWindow =
  | { state: "open"; left: number }
  | { state: "closing"; left: number }
  | { state: "closed"; since: string | null };

/** `closing` is the last four hours. The server stores the end; nothing is computed from messages. */
export function replyWindow(expiresAt: string | null, now: number): ReplyWindow {
  if (expiresAt === null) {
    return { state: "closed", since: null };
  }
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) {
    return { state: "closed", since: expiresAt };
  }
  return { state: left < 4 * HOUR ? "closing" : "open", left };
}

/** The few signs a list row has room for. */
export function windowChipText(window: ReplyWindow): string {
  if (window.state === "closed") {
    return i18n._("Closed");
  }
  const hours = Math.floor(window.left / HOUR);
  return hours > 0
    ? i18n._("{hours} h", { hours })
    : i18n._("{minutes} min", { minutes: Math.floor(window.left / 60_000) });
}

/** The same in words, for titles and for those who listen. */
export function windowWords(window: ReplyWindow): string {
  if (window.state !== "closed") {
    return i18n._("You can reply freely for {left} more", { left: timeLeft(window.left) });
  }
  return window.since === null
    ? i18n._("The customer has not written yet: only templates can be sent")
    : i18n._("Free replies closed on {time}: only templates can be sent", {
        time: dayAndTime(window.since),
      });
}
