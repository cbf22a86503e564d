import type { Message } from "../../api/types.ts";
import { daysAgo } from "../../lib/time.ts";
import type { Sending } from "./outgoing.ts";

const GROUP = 5 * 60_000;

/** One line of the thread. Keys stay the same when a sent bubble becomes a stored message. */
export type ThreadEntry =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; first: boolean; last: boolean }
  | { kind: "sending"; key: string; sending: Sending };

/** Lays a thread out, oldest first: days, messages in groups of five minutes, then what is on its way. */
export function threadEntries(newestFirst: Message[], sendings: Sending[]): ThreadEntry[] {
  const messages = [...newestFirst].reverse();
  const entries: ThreadEntry[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    if (!before || !sameDay(before, message)) {
      entries.push({ kind: "day", key: `day-${message.id}`, at: message.sent_at });
    }
    entries.push({
      kind: "message",
      key: keyOf(message),
      message,
      first: !before || !together(before, message),
      last: !after || !together(message, after),
    });
  });
  const stored = new Set(messages.map((message) => message.client_id));
  for (const sending of sendings) {
    if (!stored.has(sending.outgoing.client_id)) {
      entries.push({ kind: "sending", key: sending.outgoing.client_id, sending });
    }
  }
  return entries;
}

function keyOf(message: Message): string {
  return message.client_id ?? message.id;
}

function sameDay(a: Message, b: Message): boolean {
  return daysAgo(a.sent_at, Date.parse(b.sent_at)) === 0;
}

function together(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author?.id === b.author?.id &&
    sameDay(a, b) &&
    Date.parse(b.sent_at) - Date.parse(a.sent_at) <= GROUP
  );
}
