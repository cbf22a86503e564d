import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Note } from "../api/types.ts";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

function serverWithTalk() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [
    makeMessage("a", { text: "Is it open today?", sent_at: minutesAgo(10) }),
    makeMessage("b", { text: "And tomorrow?", sent_at: minutesAgo(2) }),
  ]);
  return server;
}

function makeNote(changes: Partial<Note> = {}): Note {
  return {
    id: "note-1",
    conversation_id: "c1",
    author: { id: "m2", name: "Bilal Ahmed" },
    text: "Old customer",
    mentions: [],
    created_at: minutesAgo(5),
    edited_at: null,
    deleted_at: null,
    seq: 5,
    ...changes,
  };
}

test("a note stands between the messages of its time, apart from them", async () => {
  const server = serverWithTalk();
  server.notes = [makeNote()];
  await renderApp(server, "/inbox/mine/c1");
  const note = await screen.findByRole("article", { name: "Note by Bilal Ahmed" });
  expect(within(note).getByText("Only colleagues see this")).toBeInTheDocument();
  const order = screen.getByRole("log", { name: "Messages" }).textContent ?? "";
  expect(order.indexOf("Is it open")).toBeLessThan(order.indexOf("Old customer"));
  expect(order.indexOf("Old customer")).toBeLessThan(order.indexOf("And tomorrow"));
});

test("@ offers colleagues, and a saved note goes to nobody else", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("And tomorrow?");
  await user.keyboard("n");
  const box = await screen.findByRole("textbox", { name: "Your note" });
  await user.type(box, "Call her, @bil");
  await user.click(await screen.findByRole("button", { name: "Bilal Ahmed" }));
  expect(box).toHaveValue("Call her, @Bilal Ahmed ");
  await user.click(screen.getByRole("button", { name: "Save note" }));
  await waitFor(() => expect(server.notes[0]?.mentions[0]?.id).toBe("m2"));
  expect(await screen.findByRole("article", { name: "Note by Ayesha Khan" })).toBeInTheDocument();
  expect(server.messages.get("c1")).toHaveLength(2);
});

test("what names me waits in the bar until I open the conversation", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  server.notes = [makeNote({ mentions: [{ id: "m1", name: "Ayesha Khan" }] })];
  await renderApp(server, "/inbox/mine");
  await user.click(await screen.findByRole("button", { name: /1 note names you/ }));
  await user.click(await screen.findByRole("menuitem", { name: /Old customer/ }));
  await screen.findByRole("article", { name: "Note by Bilal Ahmed" });
  await waitFor(() => expect(screen.queryByRole("button", { name: /names you/ })).toBeNull());
});

test("one's own note can be changed and taken back, and a colleague sees it live", async () => {
  const user = userEvent.setup();
  const server = serverWithTalk();
  server.notes = [makeNote({ author: { id: "m1", name: "Ayesha Khan" } })];
  await renderApp(server, "/inbox/mine/c1");
  await user.click(await screen.findByRole("button", { name: "Change this note" }));
  await user.click(await screen.findByRole("menuitem", { name: "Edit" }));
  const box = await screen.findByRole("textbox", { name: "Your note" });
  await user.clear(box);
  await user.type(box, "New customer{Enter}");
  expect(await screen.findByText("edited")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Change this note" }));
  await user.click(await screen.findByRole("menuitem", { name: "Take back" }));
  expect(await screen.findByText("Ayesha Khan took back a note")).toBeInTheDocument();
});
