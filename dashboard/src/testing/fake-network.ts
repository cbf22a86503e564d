import { vi } from "vitest";
import type { FakeServer } from "./fake-server.ts";

/** The way between a page and a fake server: cut it, and sockets close and calls get no answer. */
export interface FakeNetwork {
  sockets: FakeSocket[];
  /** Closes every open socket, as a lost network or a stopped server would. */
  cut(code?: number): void;
  /** Whether new sockets are refused: a proxy that knows no WebSocket. */
  refuseSockets: boolean;
}

class FakeSocket extends EventTarget {
  readonly since: number;
  readonly sent: string[] = [];
  open = false;
  #stop: () => void = () => undefined;

  constructor(address: string, server: FakeServer, network: FakeNetwork) {
    super();
    this.since = Number(new URL(address).searchParams.get("since"));
    network.sockets.push(this);
    queueMicrotask(() => {
      if (network.refuseSockets) {
        this.end(1006);
      } else {
        this.#greet(server);
      }
    });
  }

  #greet(server: FakeServer): void {
    this.open = true;
    const say = (frame: unknown) => this.hear(frame);
    server.listeners.add(say);
    this.#stop = () => server.listeners.delete(say);
    say({ type: "hello", seq: server.seq, epoch: server.epoch, heartbeat_s: 20 });
    for (const frame of server.frames.filter((each) => each.seq > this.since)) {
      say(frame);
    }
  }

  hear(frame: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.open = false;
    this.#stop();
  }

  end(code: number): void {
    this.close();
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}

/** Puts a fake server behind the page's fetch and WebSocket. */
export function connectTo(server: FakeServer): FakeNetwork {
  const network: FakeNetwork = {
    sockets: [],
    refuseSockets: false,
    cut(code = 1006) {
      for (const socket of network.sockets.filter((each) => each.open)) {
        socket.end(code);
      }
    },
  };
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => answer(server, address, init));
  vi.stubGlobal(
    "WebSocket",
    class extends FakeSocket {
      constructor(address: string) {
        super(address, server, network);
      }
    },
  );
  return network;
}

async function answer(server: FakeServer, address: string, init: RequestInit): Promise<Response> {
  const url = new URL(address, "http://localhost");
  const path = url.pathname.replace("/api/v1", "");
  if (path === "/events") {
    return pollAnswer(server, url, init.signal);
  }
  const body = typeof init.body === "string" ? JSON.parse(init.body) : {};
  const stretch = url.searchParams.has("around") ? "?around" : "";
  const query = url.searchParams;
  const request = { method: init.method ?? "GET", path: `${path}${stretch}`, query, body };
  await Promise.resolve();
  const said = server.handle(request);
  return new Response(said.status === 204 ? null : JSON.stringify(said.body), {
    status: said.status,
    headers: { "Content-Type": "application/json", "ChatSync-Build": server.build },
  });
}

const LOOK_AGAIN = 10;

/** Waits for the first event after `since`, or for other rights, as the long poll does. */
async function pollAnswer(
  server: FakeServer,
  url: URL,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  const query = url.searchParams;
  const since = Number(query.get("since"));
  const later = () => server.frames.filter((frame) => frame.seq > since);
  const rights = () => server.me.member.capabilities.join(" ") || "none";
  const changed = () => query.get("rights") !== null && query.get("rights") !== rights();
  const news = () => later().length > 0 || changed() || server.removed;
  while (query.get("wait") !== "0" && !news() && !signal?.aborted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
  const headers = { "Content-Type": "application/json" };
  if (server.removed) {
    return new Response(JSON.stringify({ code: "not_found", detail: "Gone." }), {
      status: 404,
      headers,
    });
  }
  const events = changed() ? [] : later();
  const where = { epoch: server.epoch, seq: server.seq, rights: rights() };
  return new Response(JSON.stringify({ ...where, events, reset: changed() }), { headers });
}
