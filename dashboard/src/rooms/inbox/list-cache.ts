import type { Contact, Conversation, Message } from "../../api/types.ts";
import type { Filter, Kept, Only, Queue } from "./keys.ts";
import { hasMore, itemsOf, type Paged, repage } from "./pages.ts";

/** One loaded list and the question it answers. */
export interface ListCache {
  queue: Queue;
  filter: Filter;
  kept?: Kept;
  data: Paged<Conversation>;
}

/** Latest first, as the server sorts. */
function newestFirst(a: Conversation, b: Conversation): number {
  const order = (b.last_message_at ?? "").localeCompare(a.last_message_at ?? "");
  return order === 0 ? b.id.localeCompare(a.id) : order;
}

const CLOSING_MS = 2 * 60 * 60 * 1000;

/** As the server reads the filter: chatsync/inbox/queries/lists.py. */
function keeps(only: Only, { unread, waiting_since, window_expires_at }: Conversation): boolean {
  if (only === "unread") {
    return unread > 0;
  }
  if (waiting_since === null || only === "waiting") {
    return waiting_since !== null;
  }
  const left = Date.parse(window_expires_at ?? "") - Date.now();
  return left > 0 && left < CLOSING_MS;
}

function belongs(list: ListCache, conversation: Conversation, memberId: string): boolean {
  if (conversation.status !== list.filter) {
    return false;
  }
  const { tag, only } = list.kept ?? {};
  if (tag && !conversation.tags.includes(tag)) {
    return false;
  }
  if (only && !keeps(only, conversation)) {
    return false;
  }
  switch (list.queue) {
    case "mine":
      return conversation.assignee?.id === memberId;
    case "unassigned":
      return conversation.assignee === null;
    case "all":
      return true;
  }
}

/** Brings one conversation's place in a list up to date; older news than the row's changes nothing. */
export function placeInList(
  list: ListCache,
  conversation: Conversation,
  memberId: string,
): ListCache {
  const items = itemsOf(list.data);
  const known = items.find((item) => item.id === conversation.id);
  if (known && known.seq > conversation.seq) {
    return list;
  }
  const others = items.filter((item) => item.id !== conversation.id);
  if (!belongs(list, conversation, memberId)) {
    return known ? { ...list, data: repage(list.data, others) } : list;
  }
  const last = others[others.length - 1];
  const beyond = last !== undefined && hasMore(list.data) && newestFirst(last, conversation) < 0;
  if (beyond && !known) {
    return list;
  }
  const placed = [...others, conversation].sort(newestFirst);
  return { ...list, data: repage(list.data, placed) };
}

export function dropFromList(list: ListCache, id: string): ListCache {
  const items = itemsOf(list.data);
  const others = items.filter((item) => item.id !== id);
  return others.length === items.length ? list : { ...list, data: repage(list.data, others) };
}

/** Shows a changed tick in the row whose last message it is. */
export function tickInList(list: ListCache, message: Message): ListCache {
  return editInList(list, (row) => withTick(row, message));
}

export function contactInList(list: ListCache, contact: Contact): ListCache {
  return editInList(list, (row) => withContact(row, contact));
}

export function withTick(row: Conversation, message: Message): Conversation {
  if (row.last_message?.id !== message.id || row.last_message.status === message.status) {
    return row;
  }
  return { ...row, last_message: { ...row.last_message, status: message.status } };
}

export function withContact(row: Conversation, contact: Contact): Conversation {
  return row.contact.id === contact.id ? { ...row, contact } : row;
}

function editInList(list: ListCache, edit: (row: Conversation) => Conversation): ListCache {
  let touched = false;
  const items = itemsOf(list.data).map((row) => {
    const edited = edit(row);
    touched ||= edited !== row;
    return edited;
  });
  return touched ? { ...list, data: repage(list.data, items) } : list;
}
