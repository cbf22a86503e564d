import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { fakeProduct } from "../testing/fake-product.ts";
import { bank, makeTransfer } from "../testing/fake-transfers.ts";
import { renderApp } from "../testing/render-app.tsx";

const card = () => screen.findByRole("region", { name: "Bank transfer" });
const list = () => screen.queryByRole("region", { name: "Bank transfers" });

test("a plan is taken by bank transfer, and its reference says what to write on it", async () => {
  const server = fakeProduct();
  server.plan({ state: "trial", plan: "starter", provider: null, bank });
  await renderApp(server, "/billing");
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Take Growth" }));
  await user.click(await screen.findByRole("button", { name: "Get the reference" }));
  expect(await card()).toHaveTextContent("Growth, for a month: Rs 8,500");
  expect(within(await card()).getByDisplayValue("CS-7K4M-2QXW")).toBeInTheDocument();
  expect(server.requests).toContain("POST /billing/transfers");
});

test("a receipt is sent, and the transfer is then the operator's to look at", async () => {
  const server = fakeProduct();
  server.plan({ state: "trial", plan: "starter", provider: null, bank, transfer: makeTransfer() });
  await renderApp(server, "/billing");
  const input = (await card()).querySelector("input[type=file]") as HTMLInputElement;
  await userEvent.upload(input, new File(["photo"], "receipt.jpg", { type: "image/jpeg" }));
  expect(await screen.findByText(/^The receipt is here\./)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save a copy of the receipt" })).toBeInTheDocument();
});

test("the transfer that is awaited is said once, and stands in the list when it is over", async () => {
  const server = fakeProduct();
  const transfer = makeTransfer({ refusal: "Not readable." });
  server.transfers = [transfer];
  server.plan({ state: "trial", plan: "starter", provider: null, bank, transfer });
  await renderApp(server, "/billing");
  expect(await card()).toHaveTextContent("The operator sent the receipt back: Not readable.");
  await waitFor(() => expect(server.requests).toContain("GET /billing/transfers"));
  expect(list()).toBeNull();
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Give it up" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Give it up" }));
  await waitFor(() => expect(list()).toHaveTextContent("given up"));
  expect(screen.queryByRole("region", { name: "Bank transfer" })).toBeNull();
});
