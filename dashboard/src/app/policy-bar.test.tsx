import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { PolicyNotice } from "../api/types.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { problem } from "../testing/fake-server.ts";
import { renderApp } from "../testing/render-app.tsx";

const bar = () => screen.queryByRole("status", { name: "Our policies changed" });

function changed(policy: PolicyNotice["policy"], id: string): PolicyNotice {
  return {
    id,
    policy,
    reason: "It says who runs this installation now.",
    changed_at: "2026-03-02T09:00:00Z",
    link: `/${policy}/changes/12`,
  };
}

function told() {
  const server = fakeProduct();
  server.policyNotices = [changed("privacy", "n1"), changed("terms", "n2")];
  return server;
}

test("an owner reads what changed, sees the difference, and says so once for all", async () => {
  const server = told();
  await renderApp(server, "/inbox/mine");
  await waitFor(() => expect(bar()).toHaveTextContent("who runs this installation now"));
  const links = within(bar() as HTMLElement).getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "/privacy/changes/12",
    "/terms/changes/12",
  ]);
  expect(links[1]).toHaveTextContent("Terms of Use: what is different");
  await userEvent.click(screen.getByRole("button", { name: "I have read it" }));
  await waitFor(() => expect(bar()).toBeNull());
  expect(server.policyNotices).toEqual([]);
});

test("what was not taken is still shown, with why", async () => {
  const server = told();
  server.faults.set("PUT /policy-notices/n2/reading", [
    problem(503, "unavailable", "Try again in a minute."),
  ]);
  await renderApp(server, "/inbox/mine");
  await userEvent.click(await screen.findByRole("button", { name: "I have read it" }));
  await waitFor(() => expect(bar()).toHaveTextContent("Try again in a minute."));
  expect(within(bar() as HTMLElement).getAllByRole("link")).toHaveLength(1);
});

test("whoever owns nothing here never asks", async () => {
  const server = told();
  server.me = { ...server.me, member: { ...server.me.member, role: "agent", capabilities: [] } };
  await renderApp(server, "/inbox/mine");
  await screen.findByRole("navigation", { name: "Main" });
  expect(bar()).toBeNull();
  expect(server.requests).not.toContain("GET /policy-notices");
});
