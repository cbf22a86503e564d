import type { ConversationRules } from "../api/types.ts";
import { type FakeRoute, type FakeServer, ok, problem } from "./fake-server.ts";

function own({ rules, away }: FakeServer) {
  return ok({ giving: rules.giving, away });
}

/** The doors of giving out, of who is there, and of resolving by itself. */
export const givingRoutes: FakeRoute[] = [
  ["GET", /^\/settings\/conversations$/, (server) => ok(server.rules)],
  [
    "PUT",
    /^\/settings\/conversations$/,
    (server, { body }) => {
      if (Number(body.open_limit) > 500) {
        return problem(422, "validation", "Some values cannot be used: mend what `errors` names.");
      }
      server.rules = body as ConversationRules;
      return ok(server.rules);
    },
  ],
  ["GET", /^\/attendance$/, (server) => ok({ items: server.turns, next_cursor: null })],
  ["GET", /^\/me\/attendance$/, own],
  [
    "PUT",
    /^\/me\/attendance$/,
    (server, { body }) => {
      server.away = body.away === true;
      return own(server);
    },
  ],
];
