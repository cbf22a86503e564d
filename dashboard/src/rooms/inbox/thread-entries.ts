import type { HistoryLine, Message, Note } from "../../api/types.ts";
import { daysAgo } from "../../lib/time.ts";
import type { Sending } from "./outgoing.ts";

const GROUP = 5 * 60_000;

/** What stands between messages: seen by colleagues only. */
export type Aside =
  | { kind: "note"; key: string; at: string; note: Note }
  | { kind: "history"; key: string; at: string; line: HistoryLine };

/** One line of the thread. Keys stay the same when a sent bubble becomes a stored message. */
export type ThreadEntry =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; first: boolean; last: boolean }
  | { kind: "sending"; key: string; sending: Sending }
  | Aside;

/** Which ends of the thread are not loaded: asides beyond them wait for their messages. */
interface Ends {
  older: boolean;
  newer: boolean;
}

/**
 * Lays a thread out, oldest first: days, messages in groups of five minutes with what colleagues
 * noted between them, then what is on its way.
 *
 * Above what is loaded of a day stands no name of it while older lines are to come: it would go
 * as they come, and with it the line by which the reader's place is kept.
 */
export function threadEntries(
  newestFirst: Message[],
  sendings: Sending[],
  asides: Aside[] = [],
  open: Ends = { older: false, newer: false },
): ThreadEntry[] {
  const messages = [...newestFirst].reverse();
  const lines = [
    ...messages.map((message, index) => ({
      at: message.sent_at,
      entry: messageEntry(messages, message, index),
    })),
    ...within(asides, messages, open).map((entry) => ({ at: entry.at, entry })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const entries: ThreadEntry[] = [];
  lines.forEach(({ at, entry }, index) => {
    const before = lines[index - 1];
    if (before ? !sameDay(before.at, at) : !open.older) {
      entries.push({ kind: "day", key: `day-${entry.key}`, at });
    }
    entries.push(entry);
  });
  const stored = new Set(messages.map((message) => message.client_id));
  for (const sending of sendings) {
    if (!stored.has(sending.outgoing.client_id)) {
      entries.push({ kind: "sending", key: sending.outgoing.client_id, sending });
    }
  }
  return entries;
}

function messageEntry(messages: Message[], message: Message, index: number): ThreadEntry {
  const before = messages[index - 1];
  const after = messages[index + 1];
  return {
    kind: "message",
    key: message.client_id ?? message.id,
    message,
    first: !before || !together(before, message),
    last: !after || !together(message, after),
  };
}

/** The asides of the stretch that is loaded. */
function within(asides: Aside[], messages: Message[], open: Ends): Aside[] {
  const first = messages[0];
  const last = messages[messages.length - 1];
  return asides.filter(({ at }) => {
    const early = open.older && first && Date.parse(at) < Date.parse(first.sent_at);
    const late = open.newer && last && Date.parse(at) > Date.parse(last.sent_at);
    return !early && !late;
  });
}

function sameDay(a: string, b: string): boolean {
  return daysAgo(a, Date.parse(b)) === 0;
}

function together(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author?.id === b.author?.id &&
    sameDay(a.sent_at, b.sent_at) &&
    Date.parse(b.sent_at) - Date.parse(a.sent_at) <= GROUP
  );
}
