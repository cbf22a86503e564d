import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Push } from "../api/pushes.ts";
import { heldBack, signedOut } from "../lib/page-health.ts";
import { makeConversation } from "../testing/fake-data.ts";
import { connectTo } from "../testing/fake-network.ts";
import { fakeProduct } from "../testing/fake-product.ts";
import { problem } from "../testing/fake-server.ts";
import { LiveConnection } from "./socket.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const server = fakeProduct();
  server.add(makeConversation("c1"));
  const network = connectTo(server);
  const pushes: Push[] = [];
  const onMissed = vi.fn();
  const live = new LiveConnection({
    workspace: server.me.workspace.id,
    seq: server.seq,
    epoch: server.epoch,
    onPushes: (news) => pushes.push(...news),
    onMissed,
  });
  live.start();
  return { server, network, pushes, onMissed, live };
}

test("the page is live once the server has said hello", async () => {
  const { live } = open();
  await vi.advanceTimersByTimeAsync(0);
  expect(live.state.get()).toBe("live");
});

test("a reconnection brings what happened meanwhile, once and in order", async () => {
  const { server, network, pushes, onMissed } = open();
  await vi.advanceTimersByTimeAsync(0);
  server.change("c1", { unread: 1 });
  network.cut();
  server.change("c1", { unread: 2 });
  server.change("c1", { unread: 3 });
  await vi.advanceTimersByTimeAsync(2_000);
  server.change("c1", { unread: 4 });
  const unread = pushes.map(
    (push) => push.type === "conversation.changed" && push.conversation.unread,
  );
  expect(unread).toEqual([1, 2, 3, 4]);
  expect(onMissed).not.toHaveBeenCalled();
});

test("a gap in the sequence asks for everything again", async () => {
  const { server, network, onMissed } = open();
  await vi.advanceTimersByTimeAsync(0);
  network.sockets[0]?.hear({ type: "skip", seq: server.seq + 5, prev: server.seq + 3 });
  expect(onMissed).toHaveBeenCalledOnce();
});

test("a ping is answered", async () => {
  const { network } = open();
  await vi.advanceTimersByTimeAsync(0);
  network.sockets[0]?.hear({ type: "ping" });
  expect(network.sockets[0]?.sent).toEqual(['{"type":"pong"}']);
});

test("silence counts as a cut cable", async () => {
  const { network } = open();
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.sockets.length).toBeGreaterThan(1);
});

/** A second at a time: by chance an attempt comes soon, and 45 silent seconds after it is lost. */
async function untilLive(live: LiveConnection): Promise<void> {
  for (let second = 0; second < 60 && live.state.get() !== "live"; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(live.state.get()).toBe("live");
}

test("after three failures news come by long poll, and by socket again when it works", async () => {
  const { server, network, pushes, live } = open();
  network.refuseSockets = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(live.state.get()).toBe("polling");
  server.change("c1", { unread: 1 });
  await vi.advanceTimersByTimeAsync(10);
  expect(pushes).toHaveLength(1);
  network.refuseSockets = false;
  await untilLive(live);
  server.change("c1", { unread: 2 });
  expect(pushes).toHaveLength(2);
});

test("an ended session stops the connection and says so", async () => {
  const { network, live } = open();
  await vi.advanceTimersByTimeAsync(0);
  network.cut(4401);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(signedOut.get()).toBe(true);
  expect(live.state.get()).toBe("stopped");
  expect(network.sockets).toHaveLength(1);
});

test("a page cut because something must be done first says what, not that it was signed out", async () => {
  const { server, network, live } = open();
  await vi.advanceTimersByTimeAsync(0);
  const says = "Your work needs a second factor. Set one up first.";
  const page = "/account/factors";
  server.handle = () => problem(403, "second_factor_required", says, { next: page });
  network.cut(4401);
  await vi.advanceTimersByTimeAsync(0);
  expect(heldBack.get()).toEqual({ says, page });
  expect(signedOut.get()).toBe(false);
  expect(live.state.get()).toBe("stopped");
});

test("coming back online does not wait for the next attempt", async () => {
  const { network, live } = open();
  await vi.advanceTimersByTimeAsync(0);
  network.cut();
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(live.state.get()).toBe("live");
});

test("a page that nobody touches for half an hour says so, also to its next server", async () => {
  const { network, live } = open();
  const said = () => network.sockets.at(-1)?.sent.filter((text) => text.includes("attending"));
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  dispatchEvent(new Event("keydown"));
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect(said()).toEqual([]);
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(said()).toEqual(['{"type":"attending","attending":false}']);
  dispatchEvent(new Event("pointermove"));
  expect(said()?.at(-1)).toBe('{"type":"attending","attending":true}');
  live.stop();
});
