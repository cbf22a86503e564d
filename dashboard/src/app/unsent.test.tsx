import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { type FakeServer, problem } from "../testing/fake-server.ts";
import { renderApp } from "../testing/render-app.tsx";

/** Each test has a conversation of its own: what a page knows of one outlives a thread. */
async function openTalk(id: string, prepare: (server: FakeServer, post: string) => void) {
  const server = fakeProduct();
  server.add(makeConversation(id), [
    makeMessage("a", { conversation_id: id, text: "Is it open today?", sent_at: minutesAgo(10) }),
  ]);
  const post = `POST /conversations/${id}/messages`;
  prepare(server, post);
  await renderApp(server, `/inbox/mine/${id}`);
  await screen.findByText("Is it open today?");
  return { server, post, user: userEvent.setup() };
}

function unsent(text: string) {
  return {
    client_id: "0199a8c0-0000-7000-8000-000000000001",
    text,
    made_at: minutesAgo(3),
    reply_to: null,
    seen_seq: null,
  };
}

function box() {
  return screen.getByRole("textbox", { name: "Your reply" });
}

function sent(server: FakeServer, id: string): (string | null)[] {
  const messages = server.messages.get(id) ?? [];
  return messages.filter(({ direction }) => direction === "out").map(({ text }) => text);
}

test("a reply that the server refused is kept there beside the words written after it", async () => {
  const { server, user } = await openTalk("kept", (server, post) =>
    server.faults.set(post, [problem(409, "number_disconnected", "Connect the number first.")]),
  );
  await user.type(box(), "Until nine{Enter}");
  await screen.findByText("Connect the number first.");
  await user.type(box(), "Come by");
  await waitFor(() => expect(server.drafts.get("kept")).toBe("Come by"));
  expect(server.unsent.get("kept")).toMatchObject([{ text: "Until nine" }]);
});

test("what an earlier page could not bring there is sent under its own id, once", async () => {
  const reply = unsent("Until nine");
  const { server, post } = await openTalk("resumed", (server) =>
    server.unsent.set("resumed", [reply]),
  );
  await waitFor(() => expect(sent(server, "resumed")).toEqual(["Until nine"]));
  const stored = server.messages.get("resumed")?.find(({ text }) => text === "Until nine");
  expect(stored?.client_id).toBe(reply.client_id);
  await waitFor(() => expect(server.unsent.get("resumed")).toEqual([]));
  expect(server.requests.filter((name) => name === post)).toHaveLength(1);
});

test("what an earlier page was refused says why again, and can be taken back", async () => {
  const { server, user } = await openTalk("refused", (server, post) => {
    server.drafts.set("refused", "Come by");
    server.unsent.set("refused", [unsent("Until nine")]);
    server.faults.set(post, [problem(409, "number_disconnected", "Connect the number first.")]);
  });
  expect(await screen.findByText("Connect the number first.")).toBeInTheDocument();
  expect(box()).toHaveValue("Come by");
  await user.click(screen.getByRole("button", { name: "Edit" }));
  expect(box()).toHaveValue("Until nine\nCome by");
  await waitFor(() => expect(server.unsent.get("refused")).toEqual([]));
  expect(sent(server, "refused")).toEqual([]);
});

test("whoever may not reply leaves what is kept where it is", async () => {
  const { server, post } = await openTalk("paused", (server) => {
    server.me.workspace.status = "paused";
    server.unsent.set("paused", [unsent("Until nine")]);
  });
  await within(screen.getByRole("log", { name: "Messages" })).findByText("Is it open today?");
  expect(server.requests).not.toContain(post);
  expect(server.unsent.get("paused")).toHaveLength(1);
});
