import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Subscription } from "../api/types.ts";
import { invoice, preview } from "../testing/fake-billing.ts";
import { makeSubscription } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const link = () => screen.queryByRole("link", { name: "Billing" });

test("an owner reads the plan, what is used of it, and both prices", async () => {
  const server = fakeProduct();
  server.plan({ state: "trial", plan: "starter", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/inbox/mine");
  await waitFor(() => expect(link()).toBeInTheDocument());
  await userEvent.setup().click(link() as HTMLElement);
  expect(await screen.findByRole("heading", { name: "Your plan: Starter" })).toBeInTheDocument();
  expect(screen.getByText(/^Trial, until/)).toBeInTheDocument();
  expect(screen.getByText("3 of 10")).toBeInTheDocument();
  const row = await screen.findByRole("row", { name: /Growth/ });
  expect(within(row).getByText(/Rs 8,500/)).toBeInTheDocument();
  expect(within(row).getByText(/USD.31\.00/)).toBeInTheDocument();
  expect(within(row).getByText(/Rs 85,000/)).toBeInTheDocument();
  expect(screen.getByRole("row", { name: /Business/ })).toHaveTextContent("any number");
  expect(screen.getByRole("row", { name: /Starter/ })).toHaveTextContent("yours");
  expect(screen.getByText(/its statement shows that currency/)).toHaveTextContent(
    "your bank may add charges of its own",
  );
});

test("a plan without a limit says so", async () => {
  const server = fakeProduct();
  server.plan({ plan: "business", staff: { used: 12, limit: null } });
  await renderApp(server, "/billing");
  expect(await screen.findByText("12, as many as you like")).toBeInTheDocument();
});

test("a plan that is over says what still happens", async () => {
  const server = fakeProduct();
  server.plan({ state: "canceled", plan: "growth", provider: "paddle" });
  await renderApp(server, "/billing");
  expect(await screen.findByText(/^Ended\. Messages still arrive/)).toBeInTheDocument();
  expect(await screen.findByRole("row", { name: /Growth/ })).not.toHaveTextContent("yours");
});

test("where billing is off there is no way to the page, and it says so", async () => {
  const server = fakeProduct();
  server.plan({ state: null, plan: null, provider: null });
  await renderApp(server, "/billing");
  expect(await screen.findByText("Nothing is sold here")).toBeInTheDocument();
  expect(link()).toBeNull();
});

test("whoever may not manage the plan sees no price and asks for none", async () => {
  const server = fakeProduct();
  server.me = { ...server.me, member: { ...server.me.member, role: "agent", capabilities: [] } };
  await renderApp(server, "/billing");
  expect(await screen.findByText("Only owners see the plan")).toBeInTheDocument();
  expect(link()).toBeNull();
  expect(server.requests).not.toContain("GET /billing");
  expect(server.requests).not.toContain("GET /billing/plans");
});

test("a plan that cannot be read is asked for again", async () => {
  const server = fakeProduct();
  server.faults.set("GET /billing/plans", ["no answer", "no answer", "no answer", "no answer"]);
  await renderApp(server, "/billing");
  const again = await screen.findByRole("button", { name: /again/i });
  server.faults.clear();
  await userEvent.setup().click(again);
  expect(await screen.findByRole("row", { name: /Growth/ })).toBeInTheDocument();
});

test("where a plan can be paid online, the way out says what is charged and where", async () => {
  const server = fakeProduct();
  server.sellsOnline = true;
  server.plan({ state: "trial", plan: "starter", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Take Growth" }));
  const dialog = await screen.findByRole("dialog", { name: "Take Growth" });
  expect(dialog).toHaveTextContent("waits for you to press once more");
  await user.click(within(dialog).getByRole("radio", { name: /A year/ }));
  expect(server.requests).not.toContain("POST /billing/checkouts");
  await user.click(within(dialog).getByRole("button", { name: "Go to the payment page" }));
  await waitFor(() => expect(server.requests).toContain("POST /billing/checkouts"));
  expect(await screen.findByText(/^A payment is awaited/)).toBeInTheDocument();
  await waitFor(() => expect(location.hash).toBe("#payment"));
});

test("who must confirm first is told so before leaving", async () => {
  const server = fakeProduct();
  server.sellsOnline = true;
  server.mustConfirm = true;
  server.plan({ state: "trial", plan: "starter", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Take Growth" }));
  await user.click(await screen.findByRole("button", { name: "Go to the payment page" }));
  expect(await screen.findByRole("link", { name: "Confirm" })).toBeInTheDocument();
});

test("who pays for a plan already is not offered a second one", async () => {
  const server = fakeProduct();
  server.sellsOnline = true;
  server.plan({ plan: "growth", provider: "paddle", subscription: makeSubscription() });
  await renderApp(server, "/billing");
  await screen.findByRole("row", { name: /Growth/ });
  expect(screen.queryByRole("button", { name: /^Take/ })).toBeNull();
});

function subscriber(changes: Partial<Subscription> = {}) {
  const server = fakeProduct();
  server.sellsOnline = true;
  server.plan({ provider: "paddle", subscription: makeSubscription(changes) });
  return server;
}

test("another plan is asked for only after its price was shown, and is then awaited", async () => {
  const server = subscriber();
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Change to Business" }));
  const dialog = await screen.findByRole("dialog", { name: "Change to Business" });
  expect(await within(dialog).findByText("Charged now")).toBeInTheDocument();
  expect(dialog).toHaveTextContent(/USD.17\.00/);
  expect(dialog).toHaveTextContent(/Next payment, on .*USD.65\.00/);
  expect(server.requests).not.toContain("PUT /billing/subscription");
  await user.click(within(dialog).getByRole("button", { name: "Change the plan" }));
  expect(await screen.findByText(/^Paddle was asked for another plan/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Change to Business" })).toBeDisabled();
  server.plan({ plan: "business", provider: "paddle", subscription: makeSubscription() });
  expect(await screen.findByText(/^Your plan: Business/)).toBeInTheDocument();
  expect(screen.queryByText(/^Paddle was asked/)).toBeNull();
});

test("a plan that is too small says of what there is too much", async () => {
  const server = subscriber();
  server.preview = { ...preview, exceeds: [{ what: "staff", used: 5, limit: 3 }] };
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Change to Starter" }));
  expect(await screen.findByText(/^Staff: 5 active, the plan holds 3/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Change the plan" })).toBeDisabled();
});

test("a plan is cancelled after one question, and kept again", async () => {
  const server = subscriber();
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Cancel Growth" }));
  expect(await screen.findByText(/^Everything goes on until/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Cancel the plan" }));
  await waitFor(() => expect(server.requests).toContain("PUT /billing/subscription/cancellation"));
  server.plan({
    state: "canceling",
    provider: "paddle",
    subscription: makeSubscription({ change: "cancel", change_at: "2026-04-02T09:00:00Z" }),
  });
  await user.click(await screen.findByRole("button", { name: "Keep Growth" }));
  expect(await screen.findByText(/^Paddle was asked to keep the plan/)).toBeInTheDocument();
});

test("a payment that failed leads to another card, made when it is asked for", async () => {
  const server = subscriber({ state: "past_due" });
  await renderApp(server, "/billing");
  expect(await screen.findByText(/^The card was not charged/)).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: "Change to Business" })).toBeDisabled();
  expect(server.requests).not.toContain("POST /billing/card-links");
  await userEvent.setup().click(screen.getByRole("button", { name: "Pay with another card" }));
  await waitFor(() => expect(location.hash).toBe("#card-links"));
});

test("shortly before a renewal the page says why nothing can be changed", async () => {
  await renderApp(subscriber({ is_locked: true }), "/billing");
  expect(await screen.findByText(/takes no change until that is done/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Cancel Growth" })).toBeDisabled();
});

test("a paused plan goes on, and who must confirm first is told so", async () => {
  const server = subscriber({ state: "paused" });
  server.mustConfirm = true;
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Go on and pay a new period now" }));
  expect(await screen.findByRole("link", { name: "Confirm" })).toBeInTheDocument();
});

test("what is past due is paid from here", async () => {
  const server = fakeProduct();
  const owed = {
    id: "i1",
    number: "74600-10012",
    amount: 3100,
    currency: "USD",
    billed_at: "2026-03-02T09:00:00Z",
  };
  server.plan({
    state: "past_due",
    provider: "paddle",
    owed: [
      { ...owed, state: "past_due", is_payable: true },
      { ...owed, id: "i2", number: "", state: "billed", is_payable: false },
    ],
  });
  await renderApp(server, "/billing");
  const card = await screen.findByRole("region", { name: "Waiting to be paid" });
  expect(card).toHaveTextContent(/Invoice 74600-10012USD.31\.00 · past due/);
  expect(card).toHaveTextContent("An invoice without a number yet");
  expect(within(card).getAllByRole("button")).toHaveLength(1);
  await userEvent.setup().click(within(card).getByRole("button"));
  await waitFor(() => expect(location.hash).toBe("#payment"));
});

test("what is owed is said once: in its own card, not among the invoices", async () => {
  const server = subscriber({ state: "past_due" });
  const facts = { id: "i2", number: "1234-10024", currency: "USD" } as const;
  server.invoices = [{ ...invoice, ...facts, state: "past_due", has_file: false }];
  const owed = { ...facts, amount: 3100, billed_at: null, is_payable: true };
  server.plan({ ...server.billing, state: "past_due", owed: [{ ...owed, state: "past_due" }] });
  await renderApp(server, "/billing");
  const invoices = await screen.findByRole("region", { name: "Invoices" });
  expect(await within(invoices).findByRole("row", { name: /1234-10023/ })).toBeInTheDocument();
  expect(screen.getAllByText(/1234-10024/)).toHaveLength(1);
  expect(screen.getByRole("button", { name: /^Pay now/ })).toHaveClass("button-primary");
  expect(screen.getByRole("button", { name: "Pay with another card" })).toHaveClass("button-plain");
});

test("an invoice is listed with its refund, and its file is fetched when it is asked for", async () => {
  const server = subscriber();
  await renderApp(server, "/billing");
  const row = await screen.findByRole("row", { name: /1234-10023/ });
  expect(row).toHaveTextContent(/Refund of USD.31\.00: waits for approval/);
  expect(server.requests).not.toContain("GET /billing/invoices/i1/file");
  await userEvent
    .setup()
    .click(within(row).getByRole("button", { name: "Invoice 1234-10023 as PDF" }));
  await waitFor(() => expect(server.requests).toContain("GET /billing/invoices/i1/file"));
});

test("whom invoices name is asked of Paddle when it is wanted, and changed there", async () => {
  const server = subscriber();
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Whom invoices name" }));
  await user.type(await screen.findByLabelText("Its tax number"), "1234567-8");
  await user.click(screen.getByRole("button", { name: "Save at Paddle" }));
  await waitFor(() => expect(server.requests).toContain("PUT /billing/invoice-recipient"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
