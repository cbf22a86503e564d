import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { makeConversation, makeMessage, minutesAgo } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

async function openThread() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [
    makeMessage("a", {
      direction: "out",
      status: "delivered",
      text: "On its way",
      sent_at: minutesAgo(3),
    }),
  ]);
  await renderApp(server, "/inbox/mine/c1");
  const bubble = (await screen.findByText("On its way")).closest("article");
  return {
    server,
    tick: within(bubble ?? document.body).getByRole("button", { name: "Delivered" }),
  };
}

function wordsOf(card: HTMLElement): string[] {
  return [...card.querySelectorAll(".step-word")].map((each) => each.textContent ?? "");
}

test("pointing at a tick tells its way with times, and a new tick is added while one looks", async () => {
  const user = userEvent.setup();
  const { server, tick } = await openThread();
  await user.hover(tick);
  const card = await screen.findByRole("tooltip");
  await within(card).findByText("Delivered");
  expect(wordsOf(card)).toEqual(["Written", "Taken by WhatsApp", "Sent", "Delivered"]);
  expect(card.querySelectorAll("time")).toHaveLength(4);
  server.changeMessage("c1", "a", { status: "read" });
  await within(card).findByText("Read");
  await user.unhover(tick);
  expect(screen.queryByRole("tooltip")).toBeNull();
});

test("a finger or the keyboard opens it, Escape closes it", async () => {
  const user = userEvent.setup();
  const { tick } = await openThread();
  await user.click(tick);
  const card = await screen.findByRole("tooltip");
  expect(tick).toHaveAttribute("aria-describedby", card.id);
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("tooltip")).toBeNull();
});
