import { screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

afterEach(() => {
  document.documentElement.lang = "en";
});

const PUSHED = { code: 131026, title: "The customer cannot be reached", advice: "Call them." };
const ASKED = { ...PUSHED, title: "گاہک تک پہنچا نہیں جا سکتا", advice: "فون کریں۔" };

/** A push that tells of a failure, from a server that answers questions in another language. */
async function failing(language: string) {
  const server = fakeProduct();
  const sent = { direction: "out", status: "sent", text: "On its way" } as const;
  server.add(makeConversation("c1"), [makeMessage("a", sent)]);
  await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("On its way");
  document.documentElement.lang = language;
  server.changeMessage("c1", "a", { status: "failed", error: PUSHED });
  const [message] = server.messages.get("c1") ?? [];
  if (message) {
    message.error = ASKED;
  }
}

test("a page in Urdu asks again for the reasons that a push brings in English", async () => {
  await failing("ur");
  expect(await screen.findByText(ASKED.title)).toBeVisible();
  expect(screen.queryByText(PUSHED.title)).toBeNull();
});

test("a page in English shows them as they come", async () => {
  await failing("en");
  expect(await screen.findByText(PUSHED.title)).toBeVisible();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.getByText(PUSHED.title)).toBeVisible();
});

test("a page in Urdu says in its own words why a reaction was not taken", async () => {
  const server = fakeProduct();
  const refused = { emoji: "🎉", at: minutesAgo(1), author_id: "m1", error: ASKED };
  server.add(makeConversation("c1"), [makeMessage("a", { refused_reaction: refused })]);
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Last words of c1");
  document.documentElement.lang = "ur";
  server.emit({
    type: "message.changed",
    conversation_id: "c1",
    message: makeMessage("r", {
      type: "reaction",
      direction: "out",
      status: "failed",
      text: "🎉",
      author: { id: "m1", name: "Ayesha Khan" },
      refers_to: { id: "a", wamid: "wamid.a" },
      error: PUSHED,
    }),
  });
  expect(await screen.findByText(new RegExp(ASKED.title))).toHaveTextContent(ASKED.advice);
  expect(screen.queryByText(new RegExp(PUSHED.title))).toBeNull();
});
