import type { Message, Note } from "../api/types.ts";
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

/** The steps that lead to a status, a second apart. */
function stepsTo(server: FakeServer, path: string) {
  const [, , conversation, , id] = path.split("/");
  const message = server.messages.get(conversation ?? "")?.find((each) => each.id === id);
  const way = ["queued", "accepted", "sent", "delivered", "read"];
  const reached = way.slice(0, way.indexOf(message?.status ?? "") + 1);
  const start = Date.parse(message?.stored_at ?? "");
  return ok({
    steps: reached.map((status, second) => ({
      status,
      at: new Date(start + second * 1_000).toISOString(),
    })),
  });
}

function saveNote(server: FakeServer, body: Record<string, unknown>, id: string, known?: Note) {
  const note: Note = {
    id: known?.id ?? `note-${server.seq}`,
    conversation_id: id,
    author: { id: server.me.member.id, name: server.me.person.name },
    text: String(body.text ?? ""),
    mentions: (body.mentions as string[]).map((each) => ({ id: each, name: "Bilal Ahmed" })),
    created_at: known?.created_at ?? new Date().toISOString(),
    edited_at: known ? new Date().toISOString() : null,
    deleted_at: body.text === undefined ? new Date().toISOString() : null,
    seq: server.seq + 1,
  };
  server.notes = [note, ...server.notes.filter((each) => each.id !== note.id)];
  server.emit({ type: "note.changed", note });
  return ok(note, known ? 200 : 201);
}

function noteWith(server: FakeServer, id: string): Note {
  const known = server.notes.find((each) => each.id === id);
  if (known === undefined) {
    throw new Error(`no note ${id}`);
  }
  return known;
}

function mentionsOf(server: FakeServer) {
  const mine = server.notes.filter((note) =>
    note.mentions.some((each) => each.id === server.me.member.id),
  );
  const items = mine.map((note) => {
    const { conversation_id } = note;
    const contact = server.conversations.get(conversation_id)?.contact;
    return { id: `mention-${note.id}`, conversation_id, contact, note };
  });
  return ok({ items, next_cursor: null });
}

const noteRoutes: FakeRoute[] = [
  [
    "GET",
    /^\/conversations\/([^/]+)\/notes$/,
    (server, _request, id) =>
      ok({ items: server.notes.filter((it) => it.conversation_id === id), next_cursor: null }),
  ],
  [
    "POST",
    /^\/conversations\/([^/]+)\/notes$/,
    (server, { body }, id) => saveNote(server, body, id),
  ],
  [
    "PUT",
    /^\/notes\/([^/]+)$/,
    (server, { body }, id) => {
      const known = noteWith(server, id);
      return saveNote(server, body, known.conversation_id, known);
    },
  ],
  [
    "DELETE",
    /^\/notes\/([^/]+)$/,
    (server, _request, id) => {
      const known = noteWith(server, id);
      return saveNote(server, { mentions: [] }, known.conversation_id, known);
    },
  ],
  ["GET", /^\/mentions$/, mentionsOf],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/mentions$/,
    (server) => {
      server.notes = server.notes.map((note) => ({ ...note, mentions: [] }));
      return ok(null, 204);
    },
  ],
];

/** The doors of threads and search; they stand before those of the inbox. */
export const threadRoutes: FakeRoute[] = [
  ...noteRoutes,
  [
    "GET",
    /^\/conversations\/[^/]+\/messages\/([^/]+)\/steps$/,
    (server, { path }) => stepsTo(server, path),
  ],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/messages\/[^/]+\/refusal$/,
    (server, { path }, conversation) => {
      const message = server.messages.get(conversation)?.find(({ id }) => path.includes(`/${id}/`));
      if (message) {
        message.refused_reaction = null;
        server.emit({
          type: "message.changed",
          conversation_id: conversation,
          message: { ...message, seq: server.seq + 1 },
        });
      }
      return ok(null, 204);
    },
  ],
  ["GET", /^\/search$/, (server, { query }) => search(server, query.get("q") ?? "")],
  [
    "GET",
    /^\/conversations\/([^/]+)\/messages\?around$/,
    (server, { query }, id) => around(server, id, query.get("around") ?? ""),
  ],
];
