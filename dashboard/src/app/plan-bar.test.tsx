import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeConversation, makeMessage } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const bar = (name: string) => screen.queryByRole("status", { name });

function shop() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [makeMessage("a", { text: "Is it ready?" })]);
  return server;
}

test("an owner reads when the trial ends, and that it was made longer", async () => {
  const server = shop();
  server.plan({ state: "trial", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/inbox/mine");
  await waitFor(() => expect(bar("Your plan")).toHaveTextContent("Your trial ends on"));
  server.plan({ state: "trial_extended", trial_ends_at: "2026-03-12T09:00:00Z" });
  await waitFor(() => expect(bar("Your plan")).toHaveTextContent("three days longer"));
  expect(bar("Your plan")).toHaveTextContent("12 Mar");
});

test("a paused workspace says so over every page, and its reply box is off", async () => {
  const server = shop();
  await renderApp(server, "/inbox/mine/c1");
  const box = await screen.findByRole("textbox", { name: "Your reply" });
  expect(bar("Workspace paused")).toBeNull();
  server.plan({ state: "paused" });
  await waitFor(() => expect(bar("Workspace paused")).toHaveTextContent("Messages still arrive"));
  expect(box).toBeDisabled();
  server.plan({ state: "active" });
  await waitFor(() => expect(bar("Workspace paused")).toBeNull());
  expect(box).toBeEnabled();
});

test("whoever may not manage the plan never asks for it", async () => {
  const server = shop();
  server.me = { ...server.me, member: { ...server.me.member, role: "agent", capabilities: [] } };
  server.plan({ state: "trial", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Last words of c1");
  expect(bar("Your plan")).toBeNull();
  expect(server.requests).not.toContain("GET /billing");
});
