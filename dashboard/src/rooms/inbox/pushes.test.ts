import { expect, test } from "vitest";
import type { Push } from "../../api/pushes.ts";
import type { Conversation, Message } from "../../api/types.ts";
import { makeConversation, makeMessage, minutesAgo } from "../../testing/fake-data.ts";
import { fakeProduct } from "../../testing/fake-product.ts";
import type { FakeServer } from "../../testing/fake-server.ts";
import { itemsOf, type Paged } from "./pages.ts";
import { applyToInbox, type InboxCache } from "./pushes.ts";

function fetchAll<Item>(server: FakeServer, path: string, query: string): Paged<Item> {
  const request = { method: "GET", path, query: new URLSearchParams(query), body: {} };
  const page = server.handle(request).body as { items: Item[]; next_cursor: string | null };
  return { pages: [page], pageParams: [null] };
}

/** What a page that loads everything now would hold. */
function fetchInbox(server: FakeServer): InboxCache {
  const queues = ["mine", "unassigned", "all"] as const;
  const filters = ["open", "resolved"] as const;
  return {
    memberId: "m1",
    lists: queues.flatMap((queue) =>
      filters.map((filter) => ({
        queue,
        filter,
        data: fetchAll<Conversation>(server, "/conversations", `queue=${queue}&status=${filter}`),
      })),
    ),
    conversations: Object.fromEntries(server.conversations),
    timelines: { c1: fetchAll<Message>(server, "/conversations/c1/messages", "") },
    countsStale: false,
  };
}

function filledServer(): FakeServer {
  const server = fakeProduct();
  server.add(makeConversation("c1", { last_message_at: minutesAgo(30) }), [
    makeMessage("a", { sent_at: minutesAgo(30) }),
  ]);
  server.add(makeConversation("c2", { last_message_at: minutesAgo(20) }));
  server.add(makeConversation("c3", { assignee: null, last_message_at: minutesAgo(10) }));
  return server;
}

function replay(server: FakeServer, cache: InboxCache): InboxCache {
  return (server.frames as unknown as Push[]).reduce(applyToInbox, cache);
}

test("replaying every push gives what a fresh fetch gives", () => {
  const server = filledServer();
  const before = fetchInbox(server);
  server.store(makeMessage("b", { sent_at: minutesAgo(2) }));
  server.store(makeMessage("late", { sent_at: minutesAgo(45) }));
  server.store(makeMessage("c", { direction: "out", client_id: "x", sent_at: minutesAgo(1) }));
  server.changeMessage("c1", "c", { status: "read" });
  server.change("c2", { status: "resolved" });
  server.change("c3", { assignee: { id: "m1", name: "Ayesha Khan" } });
  server.change("c1", { assignee: { id: "m2", name: "Bilal Ahmed" }, unread: 0 });
  const after = replay(server, before);
  expect({ ...after, countsStale: false }).toEqual(fetchInbox(server));
});

test("a push that was applied already changes nothing", () => {
  const server = filledServer();
  const before = fetchInbox(server);
  server.store(makeMessage("b", { sent_at: minutesAgo(2) }));
  const once = replay(server, before);
  expect(replay(server, once)).toEqual(once);
});

test("an older push does not overwrite what a later fetch brought", () => {
  const server = filledServer();
  const old = { type: "conversation.changed", conversation: makeConversation("c1", { seq: 1 }) };
  server.change("c1", { unread: 7 });
  const fresh = fetchInbox(server);
  expect(applyToInbox(fresh, old as Push).lists).toEqual(fresh.lists);
});

test("a conversation this viewer lost disappears everywhere", () => {
  const cache = fetchInbox(filledServer());
  const after = applyToInbox(cache, { type: "conversation.removed", conversation_id: "c1" });
  const ids = after.lists.flatMap((list) => itemsOf(list.data).map((row) => row.id));
  expect(ids).not.toContain("c1");
  expect(after.timelines).toEqual({});
  expect(after.countsStale).toBe(true);
});

test("a row older than the last loaded one waits for its page", () => {
  const cache = fetchInbox(filledServer());
  const all = cache.lists.find((list) => list.queue === "all" && list.filter === "open");
  const page = all?.data.pages[0];
  if (page) {
    page.next_cursor = "more";
  }
  const old = makeConversation("c9", { last_message_at: minutesAgo(9_000), seq: 50 });
  const after = applyToInbox(cache, { type: "conversation.changed", conversation: old });
  const list = after.lists.find((each) => each.queue === "all" && each.filter === "open");
  expect(itemsOf(list?.data).map((row) => row.id)).toEqual(["c3", "c2", "c1"]);
});
