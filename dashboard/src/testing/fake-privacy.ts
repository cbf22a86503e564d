import { type FakeRoute, ok, problem } from "./fake-server.ts";

export const privacyRoutes: FakeRoute[] = [
  ["GET", /^\/retention$/, (server) => ok({ days: server.retentionDays, most: 90 })],
  [
    "GET",
    /^\/retention\/loss\b/,
    () => ok({ days: 7, messages: 10_000, files: 33, notes: 0, counted_up_to: 10_000 }),
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
