import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { excerpt } from "../rooms/inbox/search-words.ts";
import { makeContact, makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const message = "00000000-0000-7000-8000-000000000007";

function serverWithKettle() {
  const server = fakeProduct();
  const contact = makeContact("k1", { profile_name: "Fatima Noor" });
  const talk = Array.from({ length: 120 }, (_, index) =>
    makeMessage(`m${index}`, { text: `line ${index}`, sent_at: minutesAgo(index + 5) }),
  );
  talk.push(makeMessage(message, { text: "The blue kettle leaks", sent_at: minutesAgo(90.5) }));
  server.add(makeConversation("c1", { contact }), talk);
  return server;
}

test("Ctrl and K finds a message, and Enter opens the thread around it", async () => {
  const user = userEvent.setup();
  await renderApp(serverWithKettle(), "/inbox/mine");
  await screen.findByRole("navigation", { name: "Queues" });
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox"), "kettle");
  const found = await screen.findByRole("option");
  expect(within(found).getByText("Fatima Noor")).toBeInTheDocument();
  await user.keyboard("{Enter}");
  const log = await screen.findByRole("log", { name: "Messages" });
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(await within(log).findByText("The blue kettle leaks")).toBeInTheDocument();
  expect(location.search).toContain(message);
});

test("a slash searches, arrows choose, and nothing found says what to do", async () => {
  const user = userEvent.setup();
  await renderApp(serverWithKettle(), "/inbox/mine");
  await screen.findByRole("navigation", { name: "Queues" });
  await user.keyboard("/");
  await user.type(await screen.findByRole("combobox"), "zzz");
  expect(await screen.findByText("Nothing found")).toBeInTheDocument();
  await user.clear(screen.getByRole("combobox"));
  await user.type(screen.getByRole("combobox"), "line");
  await screen.findAllByRole("option");
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(screen.getAllByRole("option")[1]).toHaveAttribute("aria-selected", "true");
});

test("an excerpt begins near its hit and marks the words asked for", () => {
  const text = `${"word ".repeat(40)}the kettle and the KETTLES`;
  const pieces = excerpt(text, "kett");
  expect(pieces[0]?.text.startsWith("…")).toBe(true);
  expect(pieces.filter(({ hit }) => hit).map((piece) => piece.text)).toEqual(["kett", "KETT"]);
  expect(excerpt("میرا آرڈر کہاں ہے", "آرڈر").filter(({ hit }) => hit)).toHaveLength(1);
  expect(excerpt("a (b", "(b")[0]?.text).toBe("a ");
});
