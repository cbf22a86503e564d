import type { QueryClient } from "@tanstack/react-query";
import type { Conversation } from "../../api/types.ts";
import { refreshCounts } from "./counts.ts";
import { type Filter, inboxKeys, type Only, type Queue } from "./keys.ts";
import type { ListCache } from "./list-cache.ts";
import type { Paged } from "./pages.ts";
import type { InboxCache } from "./pushes.ts";
import type { Timeline } from "./timeline-cache.ts";

/** Reads what the page has loaded of the inbox. */
export function readInbox(client: QueryClient, memberId: string): InboxCache {
  return {
    memberId,
    lists: loaded<Paged<Conversation>>(client, inboxKeys.lists).map(([key, data]) => ({
      queue: key[2] as Queue,
      filter: key[3] as Filter,
      kept: { tag: (key[4] as string) || null, only: (key[5] as Only | "") || null },
      data,
    })),
    conversations: byId(loaded<Conversation>(client, inboxKeys.conversations)),
    timelines: byId(loaded<Timeline>(client, inboxKeys.timelines)),
    countsStale: false,
  };
}

/** Writes back what changed between two readings. */
function writeInbox(client: QueryClient, before: InboxCache, after: InboxCache): void {
  after.lists.forEach((list, index) => {
    writeList(client, before.lists[index], list);
  });
  writeRecord(before.conversations, after.conversations, (id, conversation) => {
    client.setQueryData(inboxKeys.conversation(id), conversation);
  });
  writeRecord(before.timelines, after.timelines, (id, timeline) => {
    client.setQueryData(inboxKeys.timeline(id), timeline);
  });
  for (const id of gone(before.conversations, after.conversations)) {
    void client.resetQueries({ queryKey: inboxKeys.conversation(id), exact: true });
  }
  for (const id of gone(before.timelines, after.timelines)) {
    client.removeQueries({ queryKey: inboxKeys.timeline(id), exact: true });
  }
  if (after.countsStale) {
    refreshCounts(client);
  }
}

/** Reads, changes and writes in one step. */
export function editInbox(
  client: QueryClient,
  memberId: string,
  edit: (cache: InboxCache) => InboxCache,
): void {
  const before = readInbox(client, memberId);
  writeInbox(client, before, edit(before));
}

function writeList(client: QueryClient, before: ListCache | undefined, list: ListCache): void {
  if (before?.data !== list.data) {
    client.setQueryData(inboxKeys.list(list.queue, list.filter, list.kept), list.data);
  }
}

function writeRecord<Value>(
  before: Record<string, Value>,
  after: Record<string, Value>,
  write: (id: string, value: Value) => void,
): void {
  for (const [id, value] of Object.entries(after)) {
    if (before[id] !== value) {
      write(id, value);
    }
  }
}

function gone(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return Object.keys(before).filter((id) => !(id in after));
}

function loaded<Data>(client: QueryClient, queryKey: readonly string[]) {
  return client
    .getQueriesData<Data>({ queryKey })
    .filter((entry): entry is [readonly unknown[], Data] => entry[1] !== undefined);
}

function byId<Value>(entries: [readonly unknown[], Value][]): Record<string, Value> {
  return Object.fromEntries(entries.map(([key, value]) => [String(key[2]), value]));
}
