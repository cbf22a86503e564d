import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FakeServer } from "../src/testing/fake-server.ts";

const MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Speaks just enough WebSocket to push text frames: RFC 6455, server to client, unmasked. */
export function acceptSocket(fake: FakeServer, request: IncomingMessage, socket: Duplex): void {
  const key = request.headers["sec-websocket-key"] ?? "";
  const accept = createHash("sha1").update(`${key}${MAGIC}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const say = (frame: unknown) => socket.write(textFrame(JSON.stringify(frame)));
  const since = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("since"));
  say({ type: "hello", seq: fake.seq, epoch: fake.epoch, heartbeat_s: 20 });
  for (const frame of fake.frames.filter((each) => each.seq > since)) {
    say(frame);
  }
  fake.listeners.add(say);
  const heartbeat = setInterval(() => say({ type: "ping" }), 20_000);
  const end = () => {
    clearInterval(heartbeat);
    fake.listeners.delete(say);
    socket.destroy();
  };
  socket.on("close", end);
  socket.on("error", end);
  socket.resume();
}

function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length < 126) {
    return Buffer.concat([Buffer.from([0x81, payload.length]), payload]);
  }
  const head = Buffer.alloc(4);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(126, 1);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
