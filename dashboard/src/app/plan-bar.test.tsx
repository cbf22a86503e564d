import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
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
  expect(screen.getByRole("link", { name: "Choose a plan" })).toHaveAttribute(
    "href",
    expect.stringMatching(/\/billing$/),
  );
  server.plan({ state: "active" });
  await waitFor(() => expect(bar("Workspace paused")).toBeNull());
  expect(box).toBeEnabled();
});

test("a closed workspace is told of that alone, whatever its trial", async () => {
  const server = shop();
  server.plan({ state: "trial", trial_ends_at: "2026-03-09T09:00:00Z" });
  await renderApp(server, "/inbox/mine");
  await waitFor(() => expect(bar("Your plan")).toBeInTheDocument());
  server.close("2026-12-14T09:00:00Z");
  await waitFor(() => expect(bar("Workspace closed")).toBeInTheDocument());
  expect(bar("Your plan")).toBeNull();
});

test("what a notice means is unfolded on a phone", async () => {
  const server = shop();
  server.plan({ state: "paused" });
  await renderApp(server, "/inbox/mine");
  const fold = await screen.findByRole("button", { name: "What that means" });
  expect(fold).toHaveAttribute("aria-expanded", "false");
  await userEvent.setup().click(fold);
  const more = document.getElementById(fold.getAttribute("aria-controls") as string);
  expect(more).toHaveAttribute("data-open");
  expect(more).toHaveTextContent("Messages still arrive");
  expect(fold).toHaveAttribute("aria-expanded", "true");
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
