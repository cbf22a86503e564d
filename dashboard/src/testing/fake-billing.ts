import type { Invoice, InvoiceRecipient, PlanPreview, Subscription } from "../api/types.ts";
import { makeBilling, makeSubscription } from "./fake-data.ts";
import { plans } from "./fake-plans.ts";
import { type FakeAnswer, type FakeRoute, type FakeServer, ok, problem } from "./fake-server.ts";

/** What a change to Business costs in the middle of a month. */
export const preview: PlanPreview = {
  plan: "business",
  interval: "month",
  currency: "USD",
  due_now: 1700,
  tax_now: 0,
  credit: 1550,
  kept: 0,
  next_amount: 6500,
  next_at: "2026-04-02T09:00:00Z",
  billed_later: false,
  exceeds: [],
  loses: [],
  clears_cancel: false,
};

export const invoice: Invoice = {
  id: "i1",
  number: "1234-10023",
  state: "completed",
  total: 3100,
  tax: 0,
  currency: "USD",
  at: "2026-03-02T09:00:00Z",
  has_file: true,
  adjustments: [
    {
      id: "a1",
      action: "refund",
      state: "pending_approval",
      total: 3100,
      currency: "USD",
      at: "2026-03-05T09:00:00Z",
    },
  ],
};

const recipient: InvoiceRecipient = {
  email: "accounts@shop.example",
  name: "Amina",
  company: "",
  tax_id: "",
};

export const billingRoutes: FakeRoute[] = [
  [
    "GET",
    /^\/billing\/invoices$/,
    ({ billing, invoices }) =>
      ok({ items: billing.subscription ? [...invoices, invoice] : [], next_cursor: null }),
  ],
  ["GET", /^\/billing\/invoices\/i1\/file$/, () => ok("%PDF-1.4")],
  ["GET", /^\/billing\/invoice-recipient$/, () => ok(recipient)],
  ["PUT", /^\/billing\/invoice-recipient$/, (_server, { body }) => ok(body)],
  ["GET", /^\/billing$/, (server) => ok(server.billing)],
  [
    "GET",
    /^\/billing\/plans$/,
    ({ billing, sellsOnline }) => {
      const sold = plans.map((plan) => ({
        ...plan,
        prices: plan.prices.map((price) => ({ ...price, is_sold: sellsOnline })),
      }));
      return ok({ items: billing.state === null ? [] : sold, next_cursor: null });
    },
  ],
  [
    "POST",
    /^\/billing\/checkouts$/,
    (server, { body }) => {
      if (server.mustConfirm) {
        return problem(403, "reauthenticate", "Confirm first that it is you, then do it again.");
      }
      server.billing = { ...server.billing, is_paying: true };
      return ok({ id: "c1", ...body, url: `${location.pathname}#payment` }, 201);
    },
  ],
  [
    "POST",
    /^\/billing\/invoices\/i1\/payments$/,
    () => ok({ url: `${location.pathname}#payment` }, 201),
  ],
  [
    "POST",
    /^\/billing\/subscription\/previews$/,
    (server, { body }) =>
      ok({ ...(server.preview ?? preview), plan: body.plan, interval: body.interval }),
  ],
  ["PUT", /^\/billing\/subscription$/, (server) => asking(server, "change")],
  ["PUT", /^\/billing\/subscription\/cancellation$/, (server) => asking(server, "cancel")],
  ["DELETE", /^\/billing\/subscription\/cancellation$/, (server) => asking(server, "keep")],
  ["POST", /^\/billing\/subscription\/resumption$/, (server) => asking(server, "resume")],
  [
    "POST",
    /^\/billing\/(card|portal)-links$/,
    (_server, { path }) => ok({ url: `${location.pathname}#${path.split("/").pop()}` }, 201),
  ],
];

/** Paddle is asked, and its news are awaited. */
function asking(server: FakeServer, asked: NonNullable<Subscription["asked"]>): FakeAnswer {
  if (server.mustConfirm) {
    return problem(403, "reauthenticate", "Confirm first that it is you, then do it again.");
  }
  const held = server.billing.subscription ?? makeSubscription();
  server.billing = makeBilling({ ...server.billing, subscription: { ...held, asked } });
  return ok(server.billing);
}
