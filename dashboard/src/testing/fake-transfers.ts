import type { Transfer } from "../api/types.ts";
import { type FakeRoute, type FakeServer, ok } from "./fake-server.ts";

export const bank = {
  name: "Example Bank",
  title: "Example Hosting",
  iban: "PK36SCBL0000001123456702",
};

export function makeTransfer(changes: Partial<Transfer> = {}): Transfer {
  return {
    id: "t1",
    reference: "CS-7K4M-2QXW",
    plan: "growth",
    interval: "month",
    rupees: 8500,
    state: "awaited",
    refusal: "",
    made_at: "2026-03-02T09:00:00Z",
    received_at: null,
    settled_at: null,
    ends_at: null,
    has_receipt: false,
    ...changes,
  };
}

export const transferRoutes: FakeRoute[] = [
  ["GET", /^\/billing\/transfers$/, ({ transfers }) => ok({ items: transfers, next_cursor: null })],
  [
    "POST",
    /^\/billing\/transfers$/,
    (server, { body }) => ok(stands(server, makeTransfer(body)), 201),
  ],
  [
    "POST",
    /^\/billing\/transfers\/t1\/receipt$/,
    (server) => ok(stands(server, makeTransfer({ state: "received", has_receipt: true })), 201),
  ],
  [
    "DELETE",
    /^\/billing\/transfers\/t1$/,
    (server) => {
      stands(server, makeTransfer({ state: "withdrawn" }));
      return ok(undefined, 204);
    },
  ],
];

/** The only transfer there is, awaited or over. */
function stands(server: FakeServer, transfer: Transfer): Transfer {
  const isOpen = transfer.state === "awaited" || transfer.state === "received";
  server.transfers = [transfer];
  server.billing = { ...server.billing, transfer: isOpen ? transfer : null };
  return transfer;
}
