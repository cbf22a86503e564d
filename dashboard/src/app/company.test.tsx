import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PresenceChanged, Whereabouts } from "../api/pushes.ts";
import { makeConversation, makeMessage } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});

afterEach(() => {
  vi.useRealTimers();
});

async function openThread() {
  const server = fakeProduct();
  server.add(makeConversation("c1"), [makeMessage("a", { text: "Is it open today?" })]);
  server.add(makeConversation("c2"));
  const page = await renderApp(server, "/inbox/mine/c1");
  await screen.findByText("Is it open today?");
  const tell = (doing: PresenceChanged["doing"], name = "Sara Ali", id = name) =>
    act(() => {
      for (const socket of page.network.sockets.filter((each) => each.open)) {
        const where = { conversation_id: "c1", member_id: id };
        socket.hear({ type: "presence", ...where, name, doing });
      }
    });
  const said = () =>
    page.network.sockets
      .flatMap((socket) => socket.sent.map((text) => JSON.parse(text) as Whereabouts))
      .filter((frame) => frame.type === "presence" && frame.conversation_id !== null);
  return { server, ...page, tell, said };
}

test("a colleague who comes, types and goes is named in the head and marked in the list", async () => {
  const { tell } = await openThread();
  const head = within(screen.getByRole("region", { name: /^Conversation with/ }));
  tell("viewing");
  expect(head.getByText("Sara Ali is here too")).toBeVisible();
  expect(screen.getByRole("img", { name: "Sara Ali is here too" })).toBeVisible();
  tell("typing");
  expect(head.getByText("Sara Ali is typing…")).toBeVisible();
  tell("gone");
  expect(screen.queryByText(/Sara Ali/)).toBeNull();
});

test("whoever types on no more is just there", async () => {
  const { tell } = await openThread();
  tell("typing");
  await act(() => vi.advanceTimersByTimeAsync(6_100));
  expect(screen.getByText("Sara Ali is here too")).toBeVisible();
});

test("several are counted, and I am no company to myself", async () => {
  const { tell } = await openThread();
  tell("viewing", "Ayesha Khan", "m1");
  expect(screen.queryByText(/here too/)).toBeNull();
  for (const name of ["Sara", "Bilal", "Zara"]) {
    tell("viewing", name);
  }
  expect(screen.getByText(/^Bilal, Sara,? and \+1 are here too$/)).toBeVisible();
});

test("without a socket nothing is claimed of colleagues", async () => {
  const { tell, network } = await openThread();
  tell("typing");
  act(() => network.cut());
  expect(screen.queryByText(/Sara Ali/)).toBeNull();
});

test("my page says where I am, and that I type at most every three seconds", async () => {
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  const { said, network } = await openThread();
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(said()).toEqual([{ type: "presence", conversation_id: "c1", typing: false }]);
  await user.type(await screen.findByRole("textbox", { name: "Your reply" }), "Yes, until nine");
  expect(said().filter((frame) => frame.typing)).toHaveLength(1);
  await act(() => vi.advanceTimersByTimeAsync(3_100));
  await user.keyboard("!{Enter}");
  expect(said().filter((frame) => frame.typing)).toHaveLength(2);
  expect(said().at(-1)?.typing).toBe(false);
  act(() => network.cut());
  const before = said().length;
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(said().slice(before)).toHaveLength(1);
});
