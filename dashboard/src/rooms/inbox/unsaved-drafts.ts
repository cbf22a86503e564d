import { mayRetry } from "../../api/failures.ts";
import { saveDraft } from "./queries.ts";

/** How long the server may be out of reach between two attempts. */
const AGAIN = 3_000;

/** What the server does not hold yet, by conversation; it outlives the thread's being left. */
const unsaved = new Map<string, string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const saving = new Set<string>();
/** The newest revision known; a save that arrives late carries an older one and changes nothing. */
const revisions = new Map<string, number>();

/** Remembers what the server holds, so that the next save comes after it. */
export function noteRevision(conversationId: string, revision: number): void {
  revisions.set(conversationId, Math.max(revision, revisions.get(conversationId) ?? 0));
}

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
  const revision = (revisions.get(conversationId) ?? 0) + 1;
  noteRevision(conversationId, revision);
  saveDraft(conversationId, text, revision).then(
    (kept) => {
      noteRevision(conversationId, kept.revision);
      settle(conversationId, kept.revision === revision ? text : null, 0);
    },
    (error) => settle(conversationId, mayRetry(error) ? null : text, AGAIN),
  );
}

/** Drops what is done with; whatever else waits is saved after `pause`. */
function settle(conversationId: string, done: string | null, pause: number): void {
  saving.delete(conversationId);
  if (unsaved.get(conversationId) === done) {
    unsaved.delete(conversationId);
  } else {
    saveLater(conversationId, done === null ? pause : 0);
  }
}

function saveLater(conversationId: string, pause: number): void {
  clearTimeout(timers.get(conversationId));
  timers.set(
    conversationId,
    setTimeout(() => saveNow(conversationId), pause),
  );
}
