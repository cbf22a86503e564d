import { mayRetry } from "../../api/failures.ts";
import { saveDraft } from "./queries.ts";

/** How long the server may be out of reach between two attempts. */
const AGAIN = 3_000;

/** What the server does not hold yet, by conversation; it outlives the thread's being left. */
const unsaved = new Map<string, string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const saving = new Set<string>();

/** The words of a conversation that are only on this page. */
export function unsavedDraft(conversationId: string): string | null {
  return unsaved.get(conversationId) ?? null;
}

/** Keeps a draft here and brings it to the server after a pause, again and again until it is there. */
export function keepDraft(conversationId: string, text: string, pause: number): void {
  unsaved.set(conversationId, text);
  saveLater(conversationId, pause);
}

/** Saves now what waits. One save at a time, so that an old text never lands on a newer one. */
export function saveNow(conversationId: string): void {
  clearTimeout(timers.get(conversationId));
  const text = unsaved.get(conversationId);
  if (text === undefined || saving.has(conversationId)) {
    return;
  }
  saving.add(conversationId);
  saveDraft(conversationId, text).then(
    () => settle(conversationId, text, true),
    (error) => settle(conversationId, text, !mayRetry(error)),
  );
}

function settle(conversationId: string, text: string, done: boolean): void {
  saving.delete(conversationId);
  if (done && unsaved.get(conversationId) === text) {
    unsaved.delete(conversationId);
  } else {
    saveLater(conversationId, done ? 0 : AGAIN);
  }
}

function saveLater(conversationId: string, pause: number): void {
  clearTimeout(timers.get(conversationId));
  timers.set(
    conversationId,
    setTimeout(() => saveNow(conversationId), pause),
  );
}
