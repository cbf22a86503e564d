import { mayRetry } from "../../api/failures.ts";
import type { Draft, UnsentReply } from "../../api/types.ts";
import { saveDraft } from "./queries.ts";

/** How long the server may be out of reach between two attempts. */
const AGAIN = 3_000;
/** How long a change waits for the next one, which it is then saved with. */
const PAUSE = 600;
/** What the server keeps of a draft. */
const LONGEST = 4096;

/** What the box of a conversation holds; it outlives the thread's being left. */
const words = new Map<string, string>();
/** Texts that were sent and that the server has not taken yet, in order. */
const unsent = new Map<string, UnsentReply[]>();
/** Conversations of which this page knows all that is on its way, and may say so. */
const known = new Set<string>();
/** Conversations with something that the server does not hold yet. */
const waiting = new Set<string>();
const saving = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** The newest revision known; a save that arrives late carries an older one and changes nothing. */
const revisions = new Map<string, number>();

/** Remembers what the server holds, so that the next save comes after it. */
export function noteDraft(conversationId: string, draft: Draft): void {
  noteRevision(conversationId, draft.revision);
  if (unsavedDraft(conversationId) === null) {
    words.set(conversationId, draft.text);
  }
  if (waiting.has(conversationId)) {
    saveLater(conversationId, PAUSE);
  }
}

function noteRevision(conversationId: string, revision: number): void {
  revisions.set(conversationId, Math.max(revision, revisions.get(conversationId) ?? 0));
}

/** The words of a conversation that are only on this page, or beside others that are. */
export function unsavedDraft(conversationId: string): string | null {
  const isHere = waiting.has(conversationId) || saving.has(conversationId);
  const isNotAlone = onTheirWay(conversationId).length > 0;
  return isHere || isNotAlone ? (words.get(conversationId) ?? null) : null;
}

/** Keeps a draft here and brings it to the server after a pause, again and again until it is there. */
export function keepDraft(conversationId: string, text: string): void {
  words.set(conversationId, text.slice(0, LONGEST));
  saveLater(conversationId, PAUSE);
}

/** From here on, what the server keeps as on its way is what this page says. */
export function takeOverUnsent(conversationId: string): void {
  known.add(conversationId);
}

/** Has the server keep a reply that is on its way, should the page end before it is there. */
export function keepUnsent(conversationId: string, reply: UnsentReply): void {
  unsent.set(conversationId, [...onTheirWay(conversationId), reply]);
  saveLater(conversationId, PAUSE);
}

/** The server has the reply, or its writer gave it up. */
export function dropUnsent(conversationId: string, clientId: string): void {
  const replies = onTheirWay(conversationId);
  const rest = replies.filter((one) => one.client_id !== clientId);
  if (rest.length < replies.length) {
    unsent.set(conversationId, rest);
    saveLater(conversationId, PAUSE);
  }
}

function onTheirWay(conversationId: string): UnsentReply[] {
  return unsent.get(conversationId) ?? [];
}

/**
 * Saves now what waits, unless it is not known what stood in the box before. One save at a time, so
 * that an old text never lands on a newer one.
 */
export function saveNow(conversationId: string): void {
  clearTimeout(timers.get(conversationId));
  const text = words.get(conversationId);
  if (text === undefined || !waiting.has(conversationId) || saving.has(conversationId)) {
    return;
  }
  waiting.delete(conversationId);
  saving.add(conversationId);
  const revision = (revisions.get(conversationId) ?? 0) + 1;
  noteRevision(conversationId, revision);
  const replies = known.has(conversationId) ? { unsent: onTheirWay(conversationId) } : {};
  saveDraft(conversationId, { text, revision, ...replies }).then(
    (kept) => {
      noteRevision(conversationId, kept.revision);
      settle(conversationId, kept.revision === revision, 0);
    },
    (error) => settle(conversationId, !mayRetry(error), AGAIN),
  );
}

/** Done with a save; what it did not bring there, or came meanwhile, is saved after `pause`. */
function settle(conversationId: string, isDone: boolean, pause: number): void {
  saving.delete(conversationId);
  if (!isDone) {
    saveLater(conversationId, pause);
  } else if (waiting.has(conversationId)) {
    saveLater(conversationId, 0);
  }
}

function saveLater(conversationId: string, pause: number): void {
  waiting.add(conversationId);
  clearTimeout(timers.get(conversationId));
  timers.set(
    conversationId,
    setTimeout(() => saveNow(conversationId), pause),
  );
}
