import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeConversation, makeMe, makeMessage } from "../testing/fake-data.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { renderApp } from "../testing/render-app.tsx";

const bar = () => screen.queryByRole("status", { name: "Workspace suspended" });

function shop(reason: string | null = null) {
  const server = fakeProduct();
  if (reason !== null) {
    server.suspend(reason);
  }
  server.add(makeConversation("c1"), [makeMessage("a", { text: "Is it ready?" })]);
  return server;
}

test.each(["/inbox/mine", "/settings/channels", "/settings/team"])(
  "on %s the bar says the reason and what still works",
  async (path) => {
    await renderApp(shop("The last invoice is unpaid."), path);
    await waitFor(() => expect(bar()).toHaveTextContent("The last invoice is unpaid."));
    expect(bar()).toHaveTextContent("Messages still arrive. Nothing is sent until");
  },
);

test("it stands there from the first picture on, before anything else was asked", async () => {
  const server = shop("Unpaid.");
  server.faults.set("GET /standing", Array(9).fill("no answer"));
  await renderApp(server, "/inbox/mine");
  await screen.findByText("Last words of c1");
  expect(bar()).toBeInTheDocument();
});

test("an open page learns when it begins and when it ends", async () => {
  const server = shop();
  await renderApp(server, "/inbox/mine/c1");
  const box = await screen.findByRole("textbox", { name: "Your reply" });
  expect(box).toBeEnabled();
  expect(bar()).toBeNull();
  server.suspend("Unpaid.");
  await waitFor(() => expect(bar()).toHaveTextContent("Unpaid."));
  expect(box).toBeDisabled();
  for (const name of ["Note", "Send a template", "Attach a photo or file"]) {
    expect(screen.getByRole("button", { name })).toBeDisabled();
  }
  server.suspend(null);
  await waitFor(() => expect(bar()).toBeNull());
  expect(box).toBeEnabled();
});

test("a page that was cut off reads its rights again when it is back", async () => {
  const server = shop();
  const { network } = await renderApp(server, "/inbox/mine/c1");
  await screen.findByRole("textbox", { name: "Your reply" });
  await waitFor(() => expect(network.sockets.some((each) => each.open)).toBe(true));
  server.me = { ...server.me, member: { ...server.me.member, capabilities: [] } };
  network.cut();
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Your reply" })).toBeNull(), {
    timeout: 5_000,
  });
});

test("changed rights are heard with the realtime reset", async () => {
  const server = fakeProduct(makeMe());
  server.add(makeConversation("c1"));
  const { network } = await renderApp(server, "/inbox/mine/c1");
  await screen.findByRole("textbox", { name: "Your reply" });
  server.me = { ...server.me, member: { ...server.me.member, capabilities: [] } };
  network.sockets.at(-1)?.hear({ type: "reset", seq: server.seq, epoch: server.epoch });
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Your reply" })).toBeNull());
});

/** A page behind a proxy that knows no WebSocket, once it listens by long poll. */
async function polling() {
  const server = shop();
  const { network } = await renderApp(server, "/inbox/mine/c1");
  await screen.findByRole("textbox", { name: "Your reply" });
  network.refuseSockets = true;
  network.cut();
  await screen.findByText("Live updates are slow: using polling");
  return server;
}

test("without a socket changed rights are heard too, and heard once", async () => {
  const server = await polling();
  const asked = () => server.requests.filter((each) => each === "GET /standing").length;
  server.me = { ...server.me, member: { ...server.me.member, capabilities: [] } };
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Your reply" })).toBeNull());
  const before = asked();
  server.change("c1", { unread: 3 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked()).toBe(before);
});

test("without a socket a suspension begins and ends all the same", async () => {
  const server = await polling();
  server.suspend("Unpaid.");
  await waitFor(() => expect(bar()).toHaveTextContent("Unpaid."));
  server.suspend(null);
  await waitFor(() => expect(bar()).toBeNull());
});

test("without a socket whoever is removed is told so", async () => {
  const server = await polling();
  server.removed = true;
  expect(await screen.findByText(/You no longer have access/)).toBeInTheDocument();
});

test("the bar reads in Urdu", async () => {
  await renderApp(shop("Unpaid."), "/inbox/mine", "ur");
  expect(await screen.findByText(/آپریٹر نے یہ ورک اسپیس معطل کر دیا ہے/)).toBeInTheDocument();
});
