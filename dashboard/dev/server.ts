/**
 * Shows the built dashboard with made-up talk under the product's content policy.
 * `npm run build && npm run dev:server`, then open the printed address. Loopback only.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { makeMe, makeMessage, makeNumber } from "../src/testing/fake-data.ts";
import { fakeProduct } from "../src/testing/fake-product.ts";
import { fillWithTalk } from "../src/testing/fake-talk.ts";
import { acceptSocket } from "./socket.ts";

const port = Number(process.env.PORT ?? 4173);
const dist = new URL("../dist/", import.meta.url);
const fake = fakeProduct(makeMe());
fillWithTalk(fake);
fake.numbers = [makeNumber("n1"), makeNumber("n2", { status: "pending", quality: "" })];
const cookies = { theme: "", language: "en" };

const types: Record<string, string> = {
  css: "text/css",
  js: "text/javascript",
  woff2: "font/woff2",
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const serve = doors.find(([prefix]) => url.pathname.startsWith(prefix))?.[1] ?? serveShell;
  await serve(url, request, response);
});

type Door = (url: URL, request: IncomingMessage, response: ServerResponse) => unknown;

const doors: [prefix: string, door: Door][] = [
  ["/static/dashboard/", serveFile],
  ["/api/v1/media/", servePicture],
  ["/api/v1/", serveApi],
  ["/preferences/", choose],
  ["/_say/", say],
];
server.on("upgrade", (request, socket) => acceptSocket(fake, request, socket));
server.listen(port, "127.0.0.1", () => {
  console.log(`http://localhost:${port}/w/${fake.me.workspace.id}/inbox`);
});

async function choose(_url: URL, request: IncomingMessage, response: ServerResponse) {
  const form = new URLSearchParams(await bodyOf(request));
  cookies.theme = form.get("theme") ?? cookies.theme;
  cookies.language = form.get("language") ?? cookies.language;
  response.writeHead(303, { Location: form.get("next") ?? "/" }).end();
}

/** Lets a customer write: POST /_say/<conversation> with the text as body. */
async function say(url: URL, request: IncomingMessage, response: ServerResponse) {
  const id = url.pathname.slice("/_say/".length);
  const text = await bodyOf(request);
  const now = new Date().toISOString();
  const message = makeMessage(`say-${fake.seq}`, { conversation_id: id, text, sent_at: now });
  fake.store(message);
  response.writeHead(204).end();
}

async function serveApi(url: URL, request: IncomingMessage, response: ServerResponse) {
  const text = await bodyOf(request);
  const json = request.headers["content-type"]?.includes("json") && text;
  const { status, body } = fake.handle({
    method: request.method ?? "GET",
    path: url.pathname.slice("/api/v1".length),
    query: url.searchParams,
    body: json ? JSON.parse(text) : {},
  });
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(status === 204 ? undefined : JSON.stringify(body));
}

function servePicture(_url: URL, _request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "Content-Type": "image/png" }).end(picture);
}

function serveFile(url: URL, _request: IncomingMessage, response: ServerResponse) {
  const path = url.pathname.slice("/static/dashboard/".length);
  try {
    const file = readFileSync(new URL(path, dist));
    const type = types[path.split(".").pop() ?? ""] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type }).end(file);
  } catch {
    response.writeHead(404).end();
  }
}

function serveShell(url: URL, _request: IncomingMessage, response: ServerResponse) {
  const nonce = randomBytes(16).toString("base64");
  const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
  const entry = manifest["src/app/main.tsx"];
  const style = manifest["style.css"]?.file ?? entry.css?.[0];
  const language = url.searchParams.get("language") ?? cookies.language;
  const theme = url.searchParams.get("theme") ?? cookies.theme;
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy(nonce),
  });
  response.end(`<!doctype html>
<html lang="${language}" dir="${language === "ur" ? "rtl" : "ltr"}"${theme === "light" || theme === "dark" ? ` data-theme="${theme}"` : ""}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>ChatSync</title><meta name="csrf-token" content="t"><meta name="workspace" content="${fake.me.workspace.id}"><meta name="build" content="dev">
<link rel="stylesheet" href="/static/dashboard/tokens.css">
<link rel="stylesheet" href="/static/dashboard/${style}">
<script type="module" nonce="${nonce}" src="/static/dashboard/${entry.file}"></script></head>
<body><div id="root"></div></body></html>`);
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types cs",
  ].join("; ");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

/** One grey pixel, drawn as large as the page asks. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM8c+bMfwAHWgL9Jz0p0AAAAABJRU5ErkJggg==",
  "base64",
);
