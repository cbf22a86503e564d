import { makeMetaApp, makeNumber, minutesAgo } from "./fake-data.ts";
import { type FakeRoute, ok, problem } from "./fake-server.ts";
import { templates } from "./fake-templates.ts";

export const settingsRoutes: FakeRoute[] = [
  [
    "GET",
    /^\/me$/,
    (server) => ok({ ...server.me, realtime: { epoch: server.epoch, seq: server.seq } }),
  ],
  [
    "GET",
    /^\/standing$/,
    ({ me }) =>
      ok({
        status: me.workspace.status,
        reason: me.workspace.reason,
        purge_at: me.workspace.purge_at,
        role: me.member.role,
        capabilities: me.member.capabilities,
        step_ins: me.step_ins,
      }),
  ],
  [
    "PUT",
    /^\/closure$/,
    (server, { body }) => {
      if (body.workspace_name !== server.me.workspace.name) {
        return problem(422, "validation", "Type the name of the workspace as it stands above.");
      }
      server.close("2026-12-14T09:00:00Z");
      return ok({ closed_at: "2026-11-30T09:00:00Z", purge_at: "2026-12-14T09:00:00Z" });
    },
  ],
  [
    "DELETE",
    /^\/closure$/,
    (server) => {
      server.close(null);
      return ok({ closed_at: null, purge_at: null });
    },
  ],
  [
    "DELETE",
    /^\/step-ins\/([^/]+)$/,
    (server, _request, id) => {
      server.lookIn(server.me.step_ins.filter((each) => each.id !== id));
      return ok(null, 204);
    },
  ],
  ["GET", /^\/templates$/, () => ok({ items: templates, next_cursor: null })],
  ["GET", /^\/numbers$/, (server) => ok({ items: server.numbers, next_cursor: null })],
  [
    "GET",
    /^\/numbers\/options$/,
    () => ok({ operator_app: true, callback_url: "https://chat.example.com/webhooks/whatsapp" }),
  ],
  [
    "POST",
    /^\/numbers$/,
    (server, { body }) => {
      if (body.token === "wrong") {
        return problem(422, "validation", "Some fields need another look.", {
          errors: [{ loc: "body.token", msg: "Meta refuses this token. Make a new one." }],
        });
      }
      const number = makeNumber(`n${server.numbers.length + 1}`, {
        status: "pending",
        app: body.app === "operator" ? "operator" : "own",
        phone_number_id: String(body.phone_number_id),
      });
      server.numbers.push(number);
      return ok(number, 201);
    },
  ],
  ["GET", /^\/meta-apps$/, (server) => ok({ items: server.metaApps, next_cursor: null })],
  [
    "POST",
    /^\/meta-apps$/,
    (server, { body }) => {
      const app = makeMetaApp("a1", { app_id: String(body.app_id) });
      server.metaApps = [app];
      return ok(app, 201);
    },
  ],
  [
    "POST",
    /^\/meta-apps\/([^/]+)\/subscription$/,
    (server, _request, id) => {
      server.metaApps = [makeMetaApp(id, { verified_at: minutesAgo(0) })];
      return ok(server.metaApps[0]);
    },
  ],
  ["POST", /^\/numbers\/([^/]+)\/test-message$/, () => ok({ message_id: "x" }, 202)],
  [
    "DELETE",
    /^\/numbers\/([^/]+)$/,
    (server, _request, id) => {
      server.numbers = server.numbers.map((each) =>
        each.id === id ? { ...each, status: "disconnected" } : each,
      );
      return ok(null, 204);
    },
  ],
  ["GET", /^\/api-keys$/, (server) => ok({ items: server.apiKeys, next_cursor: null })],
  [
    "POST",
    /^\/api-keys$/,
    (server, { body }) => {
      if (server.mustConfirm) {
        return problem(403, "reauthenticate", "Confirm first that it is you, then do it again.");
      }
      const key = {
        id: `key${server.apiKeys.length}`,
        name: String(body.name),
        prefix: "cs_live_4f9a",
        created_at: minutesAgo(0),
        last_used_at: null,
      };
      server.apiKeys.push(key);
      return ok({ ...key, key: "cs_live_4f9aXy7Qm2Lw0VbN8TtR3s" }, 201);
    },
  ],
  [
    "DELETE",
    /^\/api-keys\/([^/]+)$/,
    (server, _request, id) => {
      server.apiKeys = server.apiKeys.filter((key) => key.id !== id);
      return ok(null, 204);
    },
  ],
  [
    "GET",
    /^\/parked$/,
    () =>
      ok({
        items: [
          {
            id: "x1",
            kind: "messages",
            reason: "The update names no sender.",
            received_at: minutesAgo(90),
          },
        ],
        next_cursor: null,
      }),
  ],
];
