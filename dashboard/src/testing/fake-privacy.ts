import { type FakeRoute, ok, problem } from "./fake-server.ts";

const anExport = {
  id: "e1",
  contact_id: "k1",
  state: "making",
  done: 7,
  total: 41,
  size: null,
  asked_at: "2026-03-02T09:00:00Z",
  ends_at: "2026-03-03T09:00:00Z",
};

function wholeExport(state: string) {
  return { ...anExport, id: "w1", state, done: state === "ready" ? 41 : 7 };
}

export const privacyRoutes: FakeRoute[] = [
  ["GET", /^\/retention$/, (server) => ok({ days: server.retentionDays, most: 90 })],
  [
    "GET",
    /^\/retention\/loss\b/,
    () => ok({ days: 7, messages: 10_000, files: 33, notes: 0, counted_up_to: 10_000 }),
  ],
  ["GET", /^\/policy-notices$/, (server) => ok({ items: server.policyNotices, next_cursor: null })],
  [
    "PUT",
    /^\/policy-notices\/([^/]+)\/reading$/,
    (server, _request, id) => {
      server.policyNotices = server.policyNotices.filter((notice) => notice.id !== id);
      return ok(null, 204);
    },
  ],
  [
    "DELETE",
    /^\/contacts\/([^/]+)$/,
    (server, _request, id) => {
      server.erased.push(id);
      return ok(null, 204);
    },
  ],
  [
    "POST",
    /^\/contacts\/([^/]+)\/exports$/,
    (_server, _request, id) => ok({ ...anExport, contact_id: id }, 201),
  ],
  [
    "GET",
    /^\/exports\/([^/]+)$/,
    (server) =>
      ok({ ...anExport, ...(server.exportsReady ? { state: "ready", done: 41, size: 9 } : {}) }),
  ],
  ["POST", /^\/workspace-exports$/, (server) => ok(wholeExport(server.wholeExport), 201)],
  ["GET", /^\/workspace-exports\/([^/]+)$/, (server) => ok(wholeExport(server.wholeExport))],
  [
    "DELETE",
    /^\/workspace-exports\/([^/]+)$/,
    (server) => {
      server.wholeExport = "cancelled";
      return ok(null, 204);
    },
  ],
  [
    "PUT",
    /^\/retention$/,
    (server, { body }) => {
      if (server.mustConfirm) {
        return problem(403, "reauthenticate", "Confirm first that it is you, then do it again.");
      }
      server.retentionDays = Number(body.days);
      return ok({ days: server.retentionDays, most: 90 });
    },
  ],
];
