import type { Message } from "../api/types.ts";
import { type FakeRoute, type FakeServer, ok } from "./fake-server.ts";

const HALF = 10;

function newestFirst(server: FakeServer, id: string): Message[] {
  return [...(server.messages.get(id) ?? [])].sort((a, b) => b.sent_at.localeCompare(a.sent_at));
}

function around(server: FakeServer, id: string, message: string) {
  const all = newestFirst(server, id);
  const at = all.findIndex((each) => each.id === message);
  const from = Math.max(0, at - HALF);
  const newer = from > 0 ? "newer" : null;
  return ok({ items: all.slice(from, at + HALF), next_cursor: null, newer_cursor: newer });
}

function search(server: FakeServer, words: string) {
  const messages = [...server.messages.values()].flat();
  const found = messages.filter((each) => each.text?.includes(words)).slice(0, 20);
  const items = found.map((each) => {
    const contact = server.conversations.get(each.conversation_id)?.contact;
    return { ...each, kind: "message", contact };
  });
  return ok({ items, next_cursor: null });
}

/** The doors of threads and search; they stand before those of the inbox. */
export const threadRoutes: FakeRoute[] = [
  ["GET", /^\/search$/, (server, { query }) => search(server, query.get("q") ?? "")],
  [
    "GET",
    /^\/conversations\/([^/]+)\/messages\?around$/,
    (server, { query }, id) => around(server, id, query.get("around") ?? ""),
  ],
];
