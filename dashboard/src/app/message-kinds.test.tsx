import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Message } from "../api/types.ts";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { storedPhoto } from "../testing/fake-inbox.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function shows(...messages: Partial<Message>[]) {
  const server = fakeProduct();
  server.add(
    makeConversation("c1"),
    messages.map((changes, index) =>
      makeMessage(`m${index}`, { sent_at: minutesAgo(9 - index), ...changes }),
    ),
  );
  await renderApp(server, "/inbox/mine/c1");
  return { server, log: within(await screen.findByRole("log", { name: "Messages" })) };
}

test("a place shows its coordinates and asks no other site", async () => {
  const { log } = await shows({
    type: "location",
    text: "Clifton",
    content: { kind: "location", latitude: 24.8, longitude: 67, name: "Clifton", address: null },
  });
  expect(log.getByText("24.8, 67")).toBeInTheDocument();
  expect(log.getByRole("button", { name: "Copy the coordinates" })).toBeInTheDocument();
  expect(document.querySelector("iframe, img[src^='http']")).toBeNull();
});

test("script in a name, a card or a file name is shown as words", async () => {
  const script = "<img src=x onerror=alert(1)>";
  const card = { name: script, organisation: script, phones: [], emails: [] };
  const { log } = await shows(
    {
      type: "contacts",
      text: script,
      content: {
        kind: "contacts",
        left_out: 0,
        cards: [{ ...card, addresses: [], links: [{ value: "javascript:alert(1)", label: null }] }],
      },
    },
    {
      type: "document",
      text: script,
      media: {
        ...storedPhoto("d"),
        kind: "document",
        thumbnail: false,
        file_name: `${script}.pdf`,
      },
    },
  );
  expect(log.getAllByText(script).length).toBeGreaterThan(2);
  expect(log.getByText(`${script}.pdf`)).toBeInTheDocument();
  expect(document.querySelector("[onerror], a[href^='javascript']")).toBeNull();
});

test("a deleted message is a tombstone that keeps what it said", async () => {
  const { log } = await shows({ text: "Wrong chat", deleted: { at: minutesAgo(1) } });
  expect(log.getByText("The customer deleted this message")).toBeInTheDocument();
  expect(log.queryByText("Wrong chat")).toBeNull();
  await userEvent.click(log.getByRole("button", { name: "Show what it said" }));
  expect(log.getByText("Wrong chat")).toBeInTheDocument();
});

test("changed words show what they were", async () => {
  const { log } = await shows({ text: "four", edits: [{ text: "two", at: minutesAgo(2) }] });
  expect(log.queryByText("two")).toBeNull();
  await userEvent.click(log.getByRole("button", { name: "Edited" }));
  expect(log.getByText("two")).toBeInTheDocument();
});

test("what WhatsApp holds back is said with its reason", async () => {
  const content = { kind: "unsupported", what: "poll_creation", code: 131051 } as const;
  const { log } = await shows({
    type: "unsupported",
    text: null,
    content: { ...content, title: null, details: "Not supported" },
  });
  expect(log.getByText(/A poll/)).toBeInTheDocument();
  expect(log.getByText("Not supported · 131051")).toBeInTheDocument();
});

test("a reaction is a mark that an agent can put and take back", async () => {
  const user = userEvent.setup();
  const { server, log } = await shows({
    reactions: [{ direction: "in", emoji: "🎉", at: minutesAgo(1), author_id: null }],
  });
  expect(log.getByRole("img", { name: "The customer reacted 🎉" })).toBeInTheDocument();
  await user.click(log.getByRole("button", { name: "React to this message" }));
  await user.click(await screen.findByRole("menuitem", { name: "👍" }));
  const ours = () => server.messages.get("c1")?.find(({ type }) => type === "reaction");
  await waitFor(() => expect(ours()).toMatchObject({ text: "👍", refers_to: { id: "m0" } }));
});

test("a new number of the customer is a line and not a bubble", async () => {
  const { log } = await shows({
    type: "system",
    text: null,
    content: { kind: "notice", event: "user_changed_number", words: null },
  });
  expect(log.getByText("The customer has a new phone number")).toBeInTheDocument();
  expect(log.queryByRole("article")).toBeNull();
});

test("a reaction that WhatsApp refuses is told to whoever put it", async () => {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [makeMessage("a", { text: "It came, thank you" })]);
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("It came, thank you");
  const refused = (author: string) =>
    server.emit({
      type: "message.changed",
      conversation_id: "c1",
      message: makeMessage(`r-${author}`, {
        type: "reaction",
        direction: "out",
        status: "failed",
        text: author === "m1" ? "🎉" : "👍",
        author: { id: author, name: "Somebody" },
        refers_to: { id: "a", wamid: "wamid.a" },
        error: { code: 131009, title: "The message is too old.", advice: "Write a reply." },
      }),
    });
  refused("m2");
  refused("m1");
  expect(await screen.findByText(/Your reaction 🎉 was not taken.*too old/)).toBeInTheDocument();
  expect(screen.queryByText(/👍/)).toBeNull();
});

test("a refused reaction stays on its message with the reason, to be tried again or removed", async () => {
  const user = userEvent.setup();
  const { server, log } = await shows({
    refused_reaction: {
      emoji: "🎉",
      at: minutesAgo(1),
      author_id: "m2",
      error: { code: 131009, title: "The message is too old.", advice: "Write a reply." },
    },
  });
  const mark = () => log.getByRole("button", { name: "Our reaction 🎉 was refused" });
  expect(mark()).toHaveAttribute("title", "The message is too old.");
  await user.click(mark());
  expect(await screen.findByText("Write a reply.", { exact: false })).toBeInTheDocument();
  await user.click(screen.getByRole("menuitem", { name: "Try again" }));
  const ours = () => server.messages.get("c1")?.find(({ type }) => type === "reaction");
  await waitFor(() => expect(ours()).toMatchObject({ text: "🎉", refers_to: { id: "m0" } }));
  await user.click(mark());
  await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await waitFor(() => expect(log.queryByRole("button", { name: /was refused/ })).toBeNull());
});
