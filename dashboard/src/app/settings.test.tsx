import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeMe, makeMetaApp, makeNumber, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function fillIn(user: ReturnType<typeof userEvent.setup>, fields: Record<string, string>) {
  for (const [label, text] of Object.entries(fields)) {
    await user.type(screen.getByLabelText(label), text);
  }
}

const ownApp = { "App ID": "1", "App secret": "s" };
const ids = {
  "Phone number ID": "106",
  "WhatsApp Business Account ID": "102",
};

async function openForm(server = fakeProduct()) {
  const user = userEvent.setup();
  await renderApp(server, "/settings/channels");
  await user.click(await screen.findByRole("button", { name: "Connect a number" }));
  await user.click(await screen.findByRole("radio", { name: "Use your own Meta app" }));
  await fillIn(user, ownApp);
  await user.click(screen.getByRole("button", { name: "Save the app" }));
  await screen.findByRole("form", { name: "Connect a number" });
  return { user, server };
}

test("an own app is entered, set up at Meta, and found again later", async () => {
  const { user, server } = await openForm();
  const webhooks = screen.getByRole("region", { name: "Webhooks" });
  expect(within(webhooks).getByLabelText("Verify token")).toHaveValue("made-here");
  await user.click(within(webhooks).getByRole("button", { name: "Enter it at Meta for me" }));
  expect(await within(webhooks).findByText(/Meta checked the address/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Go on later" }));
  await user.click(screen.getByRole("button", { name: "Connect a number" }));
  await user.click(screen.getByRole("radio", { name: "Use your own Meta app" }));
  expect(await screen.findByText(/Meta checked the address/)).toBeInTheDocument();
  expect(server.metaApps).toHaveLength(1);
});

test("a connected number says what is left to do and turns green by itself", async () => {
  const { user, server } = await openForm();
  await fillIn(user, { ...ids, "Access token": "good" });
  await user.click(screen.getByRole("button", { name: "Check and connect" }));
  const saved = await screen.findByRole("region", { name: "Number saved" });
  expect(within(saved).getByText(/write a message to this number/)).toBeInTheDocument();
  expect(within(saved).getByText("Waiting for the first update")).toBeInTheDocument();
  const number = { ...makeNumber("n1"), status: "connected" } as const;
  server.emit({ type: "number.changed", number });
  expect(await within(saved).findByText("Connected")).toBeInTheDocument();
});

test("a refused field says so under that field and keeps the rest", async () => {
  const { user } = await openForm();
  await fillIn(user, { ...ids, "Access token": "wrong" });
  await user.click(screen.getByRole("button", { name: "Check and connect" }));
  expect(await screen.findByLabelText("Access token")).toHaveAccessibleDescription(/Meta refuses/);
  expect(screen.getByLabelText("Phone number ID")).toHaveValue("106");
});

test("the status of every number is said in words with what to do", async () => {
  const server = fakeProduct();
  server.numbers = [makeNumber("n1"), makeNumber("n2", { status: "token_lost" })];
  await renderApp(server, "/settings/channels");
  expect(await screen.findByText("Connected")).toBeInTheDocument();
  expect(screen.getByText("Access token refused")).toBeInTheDocument();
  expect(screen.getByText(/Connect the number again with a new token/)).toBeInTheDocument();
});

test("a number whose address Meta has checked waits for a message and for nothing else", async () => {
  const server = fakeProduct();
  server.numbers = [makeNumber("n1", { status: "pending" })];
  server.metaApps = [makeMetaApp("a1", { verified_at: minutesAgo(1) })];
  await renderApp(server, "/settings/channels");
  expect(await screen.findByText(/Write a message to this number/)).toBeInTheDocument();
  expect(screen.queryByText(/enter the callback URL/)).toBeNull();
  expect(screen.queryByLabelText("Callback URL")).toBeNull();
});

test("a number whose address Meta does not know yet says where to enter it", async () => {
  const server = fakeProduct();
  server.numbers = [makeNumber("n1", { status: "pending" })];
  server.metaApps = [makeMetaApp("a1")];
  await renderApp(server, "/settings/channels");
  expect(await screen.findByText(/enter the callback URL/)).toBeInTheDocument();
  expect(screen.getByLabelText("Callback URL")).toBeInTheDocument();
});

test("a new key is shown once and can be revoked by name", async () => {
  const user = userEvent.setup();
  await renderApp(fakeProduct(), "/settings/api-keys");
  await user.type(await screen.findByLabelText("Name of the new key"), "Shop sync");
  await user.click(screen.getByRole("button", { name: "Create key" }));
  expect(await screen.findByLabelText("Shop sync")).toHaveValue("cs_live_4f9aXy7Qm2Lw0VbN8TtR3s");
  await user.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(screen.queryByLabelText("Shop sync")).toBeNull();
  await user.click(await screen.findByRole("button", { name: "Revoke" }));
  const dialog = screen.getByRole("dialog", { name: "Revoke Shop sync?" });
  await user.click(within(dialog).getByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("No keys yet")).toBeInTheDocument();
});

test("before a key is made the server may ask who you are", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.mustConfirm = true;
  await renderApp(server, "/settings/api-keys");
  await user.type(await screen.findByLabelText("Name of the new key"), "Shop sync");
  await user.click(screen.getByRole("button", { name: "Create key" }));
  const way = await screen.findByRole("link", { name: "Confirm" });
  expect(way.getAttribute("href")).toMatch(/^\/account\/confirm\?next=.*name%3DShop%2520sync$/);
});

test("updates that could not be read are listed with their reason", async () => {
  await renderApp(fakeProduct(), "/settings/parked");
  expect(await screen.findByText("The update names no sender.")).toBeInTheDocument();
});

test("a person without the right is offered neither keys nor connecting", async () => {
  const server = fakeProduct(makeMe({ member: { id: "m1", role: "agent", capabilities: [] } }));
  await renderApp(server, "/settings/channels");
  expect(await screen.findByText("No number connected yet")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Connect a number" })).toBeNull();
  expect(screen.queryByRole("link", { name: "API keys" })).toBeNull();
});
