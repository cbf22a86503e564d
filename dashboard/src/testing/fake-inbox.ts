import type { Conversation, Message, UnsentReply } from "../api/types.ts";
import { makeMessage } from "./fake-data.ts";
import { type FakeAnswer, type FakeRoute, type FakeServer, ok, problem } from "./fake-server.ts";
import { templates } from "./fake-templates.ts";

function inQueue(server: FakeServer, row: Conversation, queue: string | null): boolean {
  if (queue === "mine") {
    return row.assignee?.id === server.me.member.id;
  }
  return queue === "unassigned" ? row.assignee === null : true;
}

function page<Item>(items: Item[], query: URLSearchParams): FakeAnswer {
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  const next = from + limit < items.length ? String(from + limit) : null;
  return ok({ items: items.slice(from, from + limit), next_cursor: next });
}

function latestFirst(server: FakeServer, id: string): Message[] {
  const messages = [...(server.messages.get(id) ?? [])];
  return messages.sort((a, b) => Date.parse(b.sent_at) - Date.parse(a.sent_at));
}

function send(server: FakeServer, body: Record<string, unknown>, id: string): FakeAnswer {
  const conversation = server.conversations.get(id);
  if (conversation === undefined) {
    return problem(404, "not_found", "This conversation is not here.");
  }
  const messages = server.messages.get(id) ?? [];
  const first = messages.find((each) => each.client_id === body.client_id);
  if (first !== undefined) {
    return ok(first);
  }
  const unseen = unseenReplies(server, messages, body.seen_seq);
  if (unseen.length > 0) {
    return problem(409, "unseen_reply", "There is a reply you have not seen.", { unseen });
  }
  return ok(server.store(messageFrom(server, body, id)), 201);
}

function unseenReplies(server: FakeServer, messages: Message[], seen: unknown): Message[] {
  if (typeof seen !== "number") {
    return [];
  }
  return messages.filter(
    ({ seq, direction, author }) =>
      seq > seen && direction === "out" && author?.id !== server.me.member.id,
  );
}

function messageFrom(server: FakeServer, body: Record<string, unknown>, id: string): Message {
  const now = new Date().toISOString();
  const template = body.template as { name: string; components: Components } | undefined;
  const reaction = body.reaction as { message_id: string; emoji: string } | undefined;
  return makeMessage(`sent-${server.seq}`, {
    conversation_id: id,
    direction: "out",
    type: String(body.type),
    refers_to: reaction ? { id: reaction.message_id, wamid: null } : null,
    text:
      reaction?.emoji ??
      (body.text as string | undefined) ??
      (template ? `Template ${template.name}` : null),
    media: body.media_id ? storedPhoto(String(body.media_id)) : null,
    reply_to: body.reply_to ? { id: String(body.reply_to), wamid: null } : null,
    template: template ? sentTemplate(template.name, template.components) : null,
    status: "queued",
    client_id: String(body.client_id),
    author: { id: server.me.member.id, name: server.me.person.name },
    sent_at: now,
    stored_at: now,
  });
}

type Components = NonNullable<Message["template"]>["components"];

function sentTemplate(name: string, components: Components): Message["template"] {
  const known = templates.find((each) => each.name === name);
  return { name, language: known?.language ?? "en", components, buttons: known?.buttons ?? [] };
}

export function storedPhoto(id: string): NonNullable<Message["media"]> {
  return {
    id,
    kind: "image",
    mime_type: "image/png",
    state: "stored",
    size: 2000,
    width: 640,
    height: 400,
    thumbnail: true,
    caption: null,
    file_name: "",
    reason: null,
  };
}

function takeNext(server: FakeServer): FakeAnswer {
  const waiting = [...server.conversations.values()]
    .filter((row) => row.assignee === null && row.status === "open")
    .sort((a, b) => (a.waiting_since ?? "").localeCompare(b.waiting_since ?? ""));
  const next = waiting[0];
  if (next === undefined) {
    return problem(404, "queue_empty", "No one is waiting.");
  }
  return ok(server.change(next.id, { assignee: me(server) }));
}

function me(server: FakeServer) {
  return { id: server.me.member.id, name: server.me.person.name };
}

const members = [
  { id: "m1", name: "Ayesha Khan", role: "owner", active: true, joined_at: "" },
  { id: "m2", name: "Bilal Ahmed", role: "agent", active: true, joined_at: "" },
];

export const inboxRoutes: FakeRoute[] = [
  [
    "GET",
    /^\/conversations$/,
    (server, { query }) => {
      const rows = [...server.conversations.values()]
        .filter((row) => row.status === (query.get("status") ?? "open"))
        .filter((row) => inQueue(server, row, query.get("queue")))
        .filter((row) => query.get("only") !== "unread" || row.unread > 0)
        .sort((a, b) => (b.last_message_at ?? "").localeCompare(a.last_message_at ?? ""));
      return page(rows, query);
    },
  ],
  ["GET", /^\/conversations\/counts$/, (server) => ok(server.counts())],
  ["PUT", /^\/conversations\/next\/assignment$/, (server) => takeNext(server)],
  [
    "GET",
    /^\/conversations\/([^/]+)$/,
    (server, _request, id) => {
      const row = server.conversations.get(id);
      return row ? ok(row) : problem(404, "not_found", "This conversation is not here.");
    },
  ],
  [
    "GET",
    /^\/conversations\/([^/]+)\/messages$/,
    (server, { query }, id) => page(latestFirst(server, id), query),
  ],
  [
    "POST",
    /^\/conversations\/([^/]+)\/messages$/,
    (server, { body }, id) => send(server, body, id),
  ],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/assignment$/,
    (server, { body }, id) => {
      const member = members.find((each) => each.id === body.member_id);
      const holder = server.conversations.get(id)?.assignee ?? null;
      if (holder !== null && body.held_by === null) {
        return problem(409, "moved", `${holder.name} was quicker and has this conversation now.`);
      }
      return ok(
        server.change(id, { assignee: member ? { id: member.id, name: member.name } : null }),
      );
    },
  ],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/assignment$/,
    (server, _request, id) => ok(server.change(id, { assignee: null })),
  ],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/closure$/,
    (server, _request, id) => ok(server.change(id, { status: "resolved" })),
  ],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/closure$/,
    (server, _request, id) => ok(server.change(id, { status: "open" })),
  ],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/read-mark$/,
    (server, _request, id) => ok(server.change(id, { unread: 0 })),
  ],
  [
    "GET",
    /^\/conversations\/([^/]+)\/draft$/,
    (server, _request, id) =>
      ok({
        text: server.drafts.get(id) ?? "",
        revision: 0,
        unsent: server.unsent.get(id) ?? [],
      }),
  ],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/draft$/,
    (server, { body }, id) => {
      server.drafts.set(id, String(body.text));
      if (body.unsent) {
        server.unsent.set(id, body.unsent as UnsentReply[]);
      }
      return ok({ text: body.text, revision: body.revision, unsent: server.unsent.get(id) ?? [] });
    },
  ],
  ["POST", /^\/media$/, (server) => ok({ id: `media-${server.seq}` }, 201)],
  ["GET", /^\/members$/, () => ok({ items: members, next_cursor: null })],
  [
    "GET",
    /^\/contacts\/([^/]+)$/,
    (server, _request, id) => {
      const rows = [...server.conversations.values()];
      const row = rows.find((each) => each.contact.id === id);
      return row ? ok(row.contact) : problem(404, "not_found", "This contact is not here.");
    },
  ],
];
