import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

function serverWithTalk() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [
    makeMessage("a", { text: "Is it open today?", sent_at: minutesAgo(10) }),
  ]);
  return server;
}

async function openMenu() {
  const user = userEvent.setup();
  await screen.findByText("Is it open today?");
  await user.click(screen.getByRole("button", { name: "More for this conversation" }));
  return user;
}

test("a tag is put on from the menu and stands under the name", async () => {
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  const user = await openMenu();
  await user.click(await screen.findByRole("menuitemcheckbox", { name: "Wholesale" }));
  await waitFor(() => expect(server.conversations.get("c1")?.tags).toEqual(["t-wholesale"]));
  const name = screen.getByRole("button", { name: "Customer k-c1" });
  const head = name.closest("header") ?? document.body;
  expect(await within(head).findByText("Wholesale")).toBeInTheDocument();
});

test("a snoozed conversation leaves the open list and waits in its own", async () => {
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  const user = await openMenu();
  await user.click(await screen.findByRole("menuitem", { name: "Until the customer writes" }));
  await waitFor(() => expect(server.conversations.get("c1")?.status).toBe("snoozed"));
  expect(await screen.findByText("No open chats of yours")).toBeInTheDocument();
  await user.click(screen.getByRole("link", { name: "Snoozed" }));
  const list = await screen.findByRole("list", { name: "Conversations" });
  expect(within(list).getByText("Customer k-c1")).toBeInTheDocument();
});

test("one's own conversation can be given back", async () => {
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  const user = await openMenu();
  await user.click(await screen.findByRole("menuitem", { name: "Give back to Unassigned" }));
  await waitFor(() => expect(server.conversations.get("c1")?.assignee).toBeNull());
});

test("who did what stands as a quiet line in the thread", async () => {
  const server = serverWithTalk();
  const bilal = { id: "m2", name: "Bilal Ahmed" };
  const line = { actor: bilal, member: bilal, until: null, why: null, former: null };
  server.history = [{ id: "h1", kind: "taken", ...line, at: minutesAgo(5) }];
  await renderApp(server, "/inbox/mine/c1");
  expect(await screen.findByText("Bilal Ahmed took this conversation")).toBeInTheDocument();
});

test("what was given by itself says why", async () => {
  const server = serverWithTalk();
  const line = {
    actor: null,
    member: { id: "m2", name: "Bilal" },
    former: { id: "m3", name: "Sana" },
    until: null,
    at: minutesAgo(5),
  };
  server.history = [
    { id: "h1", kind: "assigned", ...line, why: "turn", former: null },
    { id: "h2", kind: "assigned", ...line, why: "before", former: null },
    { id: "h3", kind: "assigned", ...line, why: "missing" },
    { id: "h4", kind: "assigned", ...line, why: "full" },
    { id: "h5", kind: "given_back", ...line, why: null, former: null },
  ];
  await renderApp(server, "/inbox/mine/c1");
  for (const words of [
    "Bilal was given this conversation in turn",
    "Bilal was given this conversation: they had it before",
    "Bilal was given this conversation: Sana was not there",
    "Bilal was given this conversation: Sana, who had it, holds as many as allowed",
    "Bilal left the team: this conversation is unassigned",
  ]) {
    expect(await screen.findByText(words)).toBeInTheDocument();
  }
});

test("our own name stands first, beside the one on WhatsApp", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  await user.click(await screen.findByRole("button", { name: "Change name" }));
  await user.type(screen.getByRole("textbox", { name: "Our name" }), "Tariq{Enter}");
  const card = await screen.findByRole("complementary", { name: "Customer details" });
  expect(await within(card).findByRole("heading", { name: "Tariq" })).toBeInTheDocument();
  expect(within(card).getByText("Customer k-c1")).toBeInTheDocument();
});

test("tags and the latest notes stand on the row and beside the customer", async () => {
  const server = serverWithTalk();
  server.change("c1", { tags: ["t-refund", "t-wholesale"] });
  server.notes = [
    {
      id: "n1",
      conversation_id: "c1",
      author: { id: "m2", name: "Bilal Ahmed" },
      text: "Pays by bank",
      mentions: [],
      created_at: minutesAgo(5),
      edited_at: null,
      deleted_at: null,
      seq: 5,
    },
  ];
  await renderApp(server, "/inbox/mine/c1");
  const aside = within(await screen.findByRole("complementary", { name: "Customer details" }));
  expect(await aside.findByText("Wholesale")).toBeInTheDocument();
  expect(await aside.findByText("Pays by bank")).toBeInTheDocument();
  const list = within(screen.getByRole("list", { name: "Conversations" }));
  expect(list.getByText("Refund")).toBeInTheDocument();
  expect(list.getByText("+1")).toBeInTheDocument();
});

test("a customer without a phone number is not taken for a hidden one", async () => {
  const server = serverWithTalk();
  const known = server.conversations.get("c1")?.contact;
  if (known) {
    server.change("c1", { contact: { ...known, phone: null } });
  }
  await renderApp(server, "/inbox/mine/c1");
  expect((await screen.findAllByText("No phone number")).length).toBeGreaterThan(0);
  expect(screen.queryByText("Not shown to you")).toBeNull();
});

test("tags are put on and taken off beside the customer too", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  const card = within(await screen.findByRole("complementary", { name: "Customer details" }));
  await user.click(await card.findByRole("button", { name: "Change tags" }));
  await user.click(await card.findByRole("button", { name: "Wholesale", pressed: false }));
  const off = await card.findByRole("button", { name: "Wholesale", pressed: true });
  expect(server.conversations.get("c1")?.tags).toEqual(["t-wholesale"]);
  await user.click(off);
  expect(await card.findByRole("button", { name: "Wholesale", pressed: false })).toBeEnabled();
  await user.click(card.getByRole("button", { name: "Done" }));
  expect(server.conversations.get("c1")?.tags).toEqual([]);
});

test("who may not answer sees the tags and changes none", async () => {
  const server = serverWithTalk();
  server.me = { ...server.me, member: { ...server.me.member, capabilities: [] } };
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("Is it open today?");
  expect(screen.queryByRole("button", { name: "Change tags" })).toBeNull();
});
