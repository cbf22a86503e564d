import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Me } from "../api/types.ts";
import { makeConversation, makeMe, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const stepIn: Me["step_ins"][number] = {
  id: "s1",
  name: "Omar Operator",
  reason: "You asked why a number waits.",
  begun_at: minutesAgo(1),
  ends_at: minutesAgo(-59),
};
const lookedInto = () => screen.queryByRole("status", { name: "An operator looks in" });
const looking = () => screen.queryByRole("status", { name: "You are looking in" });

function shop(changes: Partial<Me> = {}) {
  const server = fakeProduct(makeMe(changes));
  server.add(makeConversation("c1", { unread: 2 }), [makeMessage("a", { text: "Is it ready?" })]);
  return server;
}

function lookers() {
  return shop({
    member: {
      id: "s1",
      role: "operator",
      capabilities: ["inbox.see_all", "contacts.see_phone", "members.see", "audit.see"],
    },
    step_ins: [stepIn],
  });
}

test("every page of the workspace says who looks in and why, and when that ends", async () => {
  const server = shop();
  await renderApp(server, "/settings/channels");
  await waitFor(() => expect(server.listeners.size).toBe(1));
  expect(lookedInto()).toBeNull();
  server.lookIn([stepIn]);
  await waitFor(() => expect(lookedInto()).toHaveTextContent("Omar Operator"));
  expect(lookedInto()).toHaveTextContent("You asked why a number waits.");
  server.lookIn([]);
  await waitFor(() => expect(lookedInto()).toBeNull());
});

test("who manages members sends the operator out", async () => {
  const server = shop({
    step_ins: [stepIn],
    member: { id: "m1", role: "owner", capabilities: ["members.manage"] },
  });
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Last words of c1");
  const bar = lookedInto();
  expect(bar).not.toBeNull();
  await userEvent.click(within(bar as HTMLElement).getByRole("button", { name: "End it" }));
  await waitFor(() => expect(lookedInto()).toBeNull());
  expect(server.requests).toContain("DELETE /step-ins/s1");
});

test("an agent sees it and cannot end it", async () => {
  const member: Me["member"] = { id: "m1", role: "agent", capabilities: ["inbox.reply"] };
  await renderApp(shop({ step_ins: [stepIn], member }), "/inbox/mine");
  await waitFor(() => expect(lookedInto()).toHaveTextContent("Omar Operator"));
  expect(screen.queryByRole("button", { name: "End it" })).toBeNull();
});

test("a look whose time is over is shown no more", async () => {
  await renderApp(shop({ step_ins: [{ ...stepIn, ends_at: minutesAgo(1) }] }), "/inbox/mine");
  await screen.findByText("Last words of c1");
  expect(lookedInto()).toBeNull();
});

test("the operator reads a thread, writes nothing and marks nothing as read", async () => {
  const server = lookers();
  await renderApp(server, "/inbox/all/c1");
  await screen.findByText("Is it ready?");
  expect(looking()).toHaveTextContent("Read only");
  expect(lookedInto()).toBeNull();
  expect(screen.queryByRole("textbox", { name: "Your reply" })).toBeNull();
  for (const name of ["Take next", "Resolve"]) {
    expect(screen.queryByRole("button", { name })).toBeNull();
  }
  expect(server.requests.filter((each) => !each.startsWith("GET "))).toEqual([]);
});

test("the operator has no queue of their own and begins with all chats", async () => {
  await renderApp(lookers(), "/inbox");
  await screen.findByText("Last words of c1");
  expect(location.pathname).toMatch(/\/inbox\/all$/);
  expect(screen.queryByRole("link", { name: /^My chats/ })).toBeNull();
});

test("the operator leaves by a form of the operator's pages", async () => {
  const submit = vi.spyOn(HTMLFormElement.prototype, "submit").mockImplementation(() => undefined);
  const server = lookers();
  await renderApp(server, "/settings/team");
  await screen.findByRole("heading", { name: "Team" });
  expect(screen.queryByRole("button", { name: "Leave the workspace" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(submit.mock.contexts[0]).toHaveAttribute(
    "action",
    `/ops/tenants/${server.me.workspace.id}/step-in/end`,
  );
  submit.mockRestore();
});

test("both bars read in Urdu", async () => {
  await renderApp(lookers(), "/inbox/mine", "ur");
  await waitFor(() => expect(screen.getAllByRole("status")[0]).toHaveTextContent("آپریٹر"));
});
