import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { makeContact, makeConversation, makeMe, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { problem } from "../testing/fake-server.ts";
import { renderApp } from "../testing/render-app.tsx";

function named(id: string, name: string, minutes: number, changes = {}) {
  return makeConversation(id, {
    contact: makeContact(`k-${id}`, { profile_name: name }),
    last_message_at: minutesAgo(minutes),
    ...changes,
  });
}

function serverWithThree() {
  const server = fakeProduct();
  server.add(named("c1", "Fatima", 10));
  server.add(named("c2", "Bilal", 20));
  server.add(named("c3", "Sana", 30, { assignee: null, waiting_since: minutesAgo(30) }));
  return server;
}

function rowNames(): string[] {
  const list = screen.getByRole("list", { name: "Conversations" });
  return within(list)
    .getAllByRole("link")
    .map((link) => /Fatima|Bilal|Sana|Tariq/.exec(link.textContent)?.[0] ?? "");
}

test("the list shows one's own open conversations, latest first", async () => {
  await renderApp(serverWithThree(), "/inbox/mine");
  await screen.findByText("Fatima");
  expect(rowNames()).toEqual(["Fatima", "Bilal"]);
});

test("a new message moves its conversation to the top and counts as unread", async () => {
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Fatima");
  server.change("c2", { last_message_at: minutesAgo(0), unread: 3 });
  expect(await screen.findByText("3 unread messages")).toBeInTheDocument();
  expect(rowNames()).toEqual(["Bilal", "Fatima"]);
});

test("rows do not move under the pointer and say how many are new", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine");
  await user.hover(await screen.findByText("Fatima"));
  server.change("c2", { last_message_at: minutesAgo(0), unread: 3 });
  server.change("c3", {
    assignee: { id: "m1", name: "Ayesha Khan" },
    last_message_at: minutesAgo(0),
  });
  await screen.findByText("3 unread messages");
  expect(rowNames()).toEqual(["Fatima", "Bilal"]);
  await user.click(screen.getByRole("button", { name: "1 new" }));
  expect(rowNames()).toEqual(["Sana", "Bilal", "Fatima"]);
});

test("Take next opens the conversation that has waited longest", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine");
  await user.click(await screen.findByRole("button", { name: "Take next" }));
  expect(await screen.findByRole("region", { name: "Conversation with Sana" })).toBeInTheDocument();
  expect(server.conversations.get("c3")?.assignee?.id).toBe("m1");
  expect(location.pathname).toContain("/inbox/mine/c3");
});

test("Take next says so when no one is waiting", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  server.conversations.delete("c3");
  await renderApp(server, "/inbox/mine");
  await user.click(await screen.findByRole("button", { name: "Take next" }));
  expect(await screen.findByText("No one is waiting right now.")).toBeInTheDocument();
});

test("an agent who sees only their own chats is offered no other queue", async () => {
  const me = makeMe({
    member: { id: "m1", role: "agent", capabilities: ["inbox.take", "inbox.reply"] },
  });
  const server = fakeProduct(me);
  await renderApp(server, "/inbox/all");
  expect(await screen.findByRole("link", { name: /My chats/ })).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: /Unassigned|All chats/ })).toBeNull();
});

test("an empty list names the one next step", async () => {
  await renderApp(fakeProduct(), "/inbox/mine");
  expect(await screen.findByText(/Press Take next/)).toBeInTheDocument();
});

test("a list that fails says what to do and loads on retry", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  server.faults.set("GET /conversations", [problem(403, "forbidden", "You may not see this.")]);
  await renderApp(server, "/inbox/mine");
  expect(await screen.findByText("You may not see this.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Fatima")).toBeInTheDocument();
});

test("opening a conversation marks it read", async () => {
  const server = serverWithThree();
  server.change("c1", { unread: 2 });
  await renderApp(server, "/inbox/mine/c1");
  await waitFor(() => expect(server.conversations.get("c1")?.unread).toBe(0));
});

test("j and k walk the list, and rest while somebody types", async () => {
  const user = userEvent.setup();
  await renderApp(serverWithThree(), "/inbox/mine/c1");
  const box = await screen.findByRole("textbox", { name: "Your reply" });
  await user.keyboard("j");
  await screen.findByRole("region", { name: "Conversation with Bilal" });
  await user.type(await screen.findByRole("textbox", { name: "Your reply" }), "k");
  expect(screen.getByRole("region", { name: "Conversation with Bilal" })).toBeInTheDocument();
  expect(box).not.toBeInTheDocument();
});

test("resolving can be undone", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine/c1");
  await user.click(await screen.findByRole("button", { name: "Resolve" }));
  await waitFor(() => expect(server.conversations.get("c1")?.status).toBe("resolved"));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.conversations.get("c1")?.status).toBe("open"));
});

test("on a phone the next customer is one press away from a resolved one", async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const user = userEvent.setup();
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine/c1");
  await user.click(await screen.findByRole("button", { name: "Resolve" }));
  const toast = (await screen.findByText("Conversation resolved")).closest<HTMLElement>(".toast");
  expect(toast).not.toBeNull();
  await user.click(within(toast as HTMLElement).getByRole("button", { name: "Take next" }));
  expect(await screen.findByRole("region", { name: "Conversation with Sana" })).toBeInTheDocument();
  expect(server.conversations.get("c1")?.status).toBe("resolved");
  expect(toast).not.toBeInTheDocument();
});

test("in Urdu the page is written from right to left with Urdu words", async () => {
  await renderApp(serverWithThree(), "/inbox/mine", "ur");
  expect(await screen.findByRole("button", { name: "اگلی لیں" })).toBeInTheDocument();
  expect(document.documentElement.dir).toBe("rtl");
});

test("a session that ended is said, with the way back to this page", async () => {
  const server = serverWithThree();
  server.faults.set("GET /conversations", [problem(401, "not_signed_in", "Sign in again.")]);
  await renderApp(server, "/inbox/mine");
  const link = await screen.findByRole("link", { name: "Sign in again" });
  expect(link.getAttribute("href")).toMatch(/^\/login\?next=%2Fw%2Forg_/);
});

test("another build on the server is said once and nothing reloads by itself", async () => {
  const user = userEvent.setup();
  const server = serverWithThree();
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Fatima");
  server.build = "b2";
  await user.click(screen.getByRole("link", { name: /Unassigned/ }));
  expect(await screen.findByText(/ChatSync was updated/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Later" }));
  expect(screen.queryByText(/ChatSync was updated/)).toBeNull();
});
