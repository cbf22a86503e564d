import { NoAnswer, Refusal } from "./client.ts";

/** The code of a refusal, or null when there was no answer at all. */
export function refusalCode(error: unknown): string | null {
  return error instanceof Refusal ? error.problem.code : null;
}

/** Whether the same call may simply be made again: no answer, or told to slow down. */
export function mayRetry(error: unknown): boolean {
  return error instanceof NoAnswer || refusalCode(error) === "rate_limited";
}

/** Milliseconds the server asks to wait before the next attempt, where it says so. */
export function askedPause(error: unknown): number | null {
  const seconds = error instanceof Refusal ? error.problem.retryAfter : null;
  return seconds === null ? null : seconds * 1_000;
}

/** The refusal of one field of a form, by the last part of its place. */
export function fieldRefusals(error: unknown): Record<string, string> {
  if (!(error instanceof Refusal)) {
    return {};
  }
  return Object.fromEntries(
    error.problem.errors.map(({ loc, msg }) => [lastPart(loc), msg] as const),
  );
}

/** Messages a colleague or the customer wrote that the sender had not seen. */
export function unseenMessages(error: unknown) {
  return error instanceof Refusal ? error.problem.unseen : [];
}

function lastPart(loc: string | readonly (string | number)[]): string {
  const parts = typeof loc === "string" ? loc.split(".") : loc;
  return String(parts[parts.length - 1] ?? "");
}
