import type { Tag } from "../api/types.ts";
import { type FakeRoute, type FakeServer, ok } from "./fake-server.ts";

const tags: Tag[] = [
  { id: "t-wholesale", name: "Wholesale", colour: "violet" },
  { id: "t-refund", name: "Refund", colour: "red" },
];

function worn(server: FakeServer, id: string): string[] {
  return server.conversations.get(id)?.tags ?? [];
}

function tagFrom(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The doors of tags, snoozing, history and names. */
export const sortingRoutes: FakeRoute[] = [
  ["GET", /^\/tags$/, () => ok({ items: tags, next_cursor: null })],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/tags\/[^/]+$/,
    (server, { path }, id) => ok(server.change(id, { tags: [...worn(server, id), tagFrom(path)] })),
  ],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/tags\/[^/]+$/,
    (server, { path }, id) =>
      ok(server.change(id, { tags: worn(server, id).filter((tag) => tag !== tagFrom(path)) })),
  ],
  [
    "PUT",
    /^\/conversations\/([^/]+)\/snooze$/,
    (server, { body }, id) =>
      ok(server.change(id, { status: "snoozed", snoozed_until: body.until as string | null })),
  ],
  [
    "DELETE",
    /^\/conversations\/([^/]+)\/snooze$/,
    (server, _request, id) => ok(server.change(id, { status: "open", snoozed_until: null })),
  ],
  [
    "GET",
    /^\/conversations\/([^/]+)\/history$/,
    (server) => ok({ items: server.history, next_cursor: null }),
  ],
  [
    "PUT",
    /^\/contacts\/([^/]+)$/,
    (server, { body }, id) => {
      const row = [...server.conversations.values()].find((each) => each.contact.id === id);
      const contact = { ...row?.contact, name: (body.name as string) || null };
      return ok(
        row ? server.change(row.id, { contact: { ...row.contact, ...contact } }).contact : {},
      );
    },
  ],
];
