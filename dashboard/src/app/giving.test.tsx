import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMe, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const waiting = "Nobody can be given one now: new conversations wait in Unassigned.";

function turn(name: string, changes = {}) {
  return {
    id: `m-${name}`,
    member: { id: `m-${name}`, name },
    present: true,
    away: false,
    open: 2,
    full: false,
    given_at: minutesAgo(5),
    ...changes,
  };
}

test("an owner has conversations given out in turn and sees whose turn it is", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.turns = [
    turn("Hina", { present: false }),
    turn("Sana", { away: true }),
    turn("Omar", { full: true, open: 8 }),
    turn("Bilal", { given_at: null }),
  ];
  await renderApp(server, "/settings/conversations");
  await user.selectOptions(
    await screen.findByLabelText("Waiting conversations"),
    "In turn, to people who are online",
  );
  expect(screen.queryByRole("heading", { name: "Whose turn it is" })).toBeNull();
  await user.type(screen.getByLabelText("Most open conversations for one person"), "8");
  await user.type(screen.getByLabelText("Resolve after days without a message"), "7");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(server.rules).toEqual({
    giving: "in_turn",
    leads_too: true,
    pass_on_after_minutes: null,
    open_limit: 8,
    resolve_after_days: 7,
    resolve_unanswered: false,
  });
  expect(await screen.findByText("The next one goes to Bilal.")).toBeInTheDocument();
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
  expect(rows.map((row) => within(row).getAllByRole("cell")[1]?.textContent)).toEqual([
    "Not seen yet",
    "Away",
    "Online, holds as many as allowed",
    "Online",
  ]);
});

test("where nobody can be given one, it is said where they wait", async () => {
  const server = fakeProduct();
  server.rules = { ...server.rules, giving: "in_turn" };
  server.turns = [turn("Sana", { away: true }), turn("Hina", { present: false })];
  await renderApp(server, "/settings/conversations");
  expect(await screen.findByText(waiting)).toBeInTheDocument();
  expect(screen.getByRole("cell", { name: "Offline" })).toBeInTheDocument();
});

test("nobody is called offline before it was looked who is online", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.turns = [turn("Hina", { present: false })];
  await renderApp(server, "/settings/conversations");
  await user.selectOptions(
    await screen.findByLabelText("Waiting conversations"),
    "In turn, to people who are online",
  );
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Looking who is online…")).toBeInTheDocument();
  expect(screen.queryByText("Offline")).toBeNull();
  server.turns = [turn("Hina")];
  expect(
    await screen.findByText("The next one goes to Hina.", {}, { timeout: 4_000 }),
  ).toBeInTheDocument();
});

test("empty fields mean no limit and never", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.rules = { ...server.rules, open_limit: 8, resolve_after_days: 7 };
  await renderApp(server, "/settings/conversations");
  await user.clear(await screen.findByLabelText("Most open conversations for one person"));
  await user.clear(screen.getByLabelText("Resolve after days without a message"));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(server.rules).toMatchObject({ open_limit: null, resolve_after_days: null });
});

test("one steps aside in the account menu, sees it there, and comes back", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.rules = { ...server.rules, giving: "in_turn" };
  await renderApp(server, "/inbox/mine");
  const away = { name: "Away: give me no conversations" };
  await user.click(await screen.findByRole("button", { name: "Account" }));
  await user.click(await screen.findByRole("menuitemcheckbox", { ...away, checked: false }));
  const account = await screen.findByRole("button", { name: "Account: Away" });
  expect(screen.getByText("You are away: no conversations are given to you.")).toBeVisible();
  expect(server.away).toBe(true);
  await user.click(account);
  await user.click(await screen.findByRole("menuitemcheckbox", { ...away, checked: true }));
  expect(await screen.findByRole("button", { name: "Account" })).toBeInTheDocument();
  expect(server.away).toBe(false);
});

test("where people take conversations by hand nobody is asked whether they are away", async () => {
  const user = userEvent.setup();
  await renderApp(fakeProduct(), "/inbox/mine");
  await user.click(await screen.findByRole("button", { name: "Account" }));
  expect(await screen.findByRole("menuitem", { name: "Sign out" })).toBeInTheDocument();
  expect(screen.queryByRole("menuitemcheckbox", { name: /Away/ })).toBeNull();
});

test("an agent is not offered the settings", async () => {
  const me = makeMe();
  me.member.capabilities = ["inbox.take"];
  await renderApp(fakeProduct(me), "/settings/team");
  expect(await screen.findByRole("link", { name: "Team" })).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Conversations" })).toBeNull();
});

test("whoever answers a customer whom nobody holds is offered once to take them", async () => {
  const user = userEvent.setup();
  const server = fakeProduct();
  server.add(makeConversation("c1", { assignee: null }), [makeMessage("a")]);
  await renderApp(server, "/inbox/unassigned/c1");
  const box = await screen.findByRole("textbox", { name: "Your reply" });
  await waitFor(() => expect(server.requests).toContain("GET /members"));
  await user.type(box, "We are open{Enter}");
  const offer = await screen.findByText("Nobody holds this conversation.");
  await user.click(within(offer.parentElement as HTMLElement).getByRole("button"));
  await waitFor(() => expect(server.conversations.get("c1")?.assignee?.name).toBe("Ayesha Khan"));
  await user.type(box, "Until nine{Enter}");
  await waitFor(() => expect(server.messages.get("c1")).toHaveLength(3));
  expect(screen.queryByText("Nobody holds this conversation.")).toBeNull();
});
