import { beforeAll, expect, test } from "vitest";
import { loadCatalogue } from "../../lib/i18n.ts";
import { initials } from "../../lib/text.ts";
import { makeMessage } from "../../testing/fake-data.ts";
import { kindOfFile, refusalOfFile } from "./file-kinds.ts";
import type { Sending } from "./outgoing.ts";
import { repage } from "./pages.ts";
import { pictureBox } from "./picture.tsx";
import { threadEntries } from "./thread-entries.ts";
import { replyWindow, windowChipText } from "./window.ts";

beforeAll(loadCatalogue);

const noon = Date.parse("2026-03-03T12:00:00");
const at = (minutes: number) => new Date(noon + minutes * 60_000).toISOString();

test("messages of one sender within five minutes stand together", () => {
  const messages = [0, 4, 10].map((minute) => makeMessage(`m${minute}`, { sent_at: at(minute) }));
  const groups = threadEntries(messages.reverse(), []).flatMap((entry) =>
    entry.kind === "message" ? [[entry.key, entry.first, entry.last]] : [],
  );
  expect(groups).toEqual([
    ["m0", true, false],
    ["m4", false, true],
    ["m10", true, true],
  ]);
});

test("every day begins with its name", () => {
  const messages = [makeMessage("b", { sent_at: at(2_000) }), makeMessage("a", { sent_at: at(0) })];
  const kinds = threadEntries(messages, []).map((entry) => entry.kind);
  expect(kinds).toEqual(["day", "message", "day", "message"]);
});

test("no line stands above the oldest message that goes when older ones come", () => {
  const [old, ...later] = [0, 10, 20].map((m) => makeMessage(`m${m}`, { sent_at: at(m) }));
  const newestFirst = later.reverse();
  const before = threadEntries(newestFirst, [], [], { older: true, newer: false });
  const after = threadEntries(old ? [...newestFirst, old] : [], []);
  expect(before.map(({ key }) => key)).toEqual(["m10", "m20"]);
  expect(after.map(({ key }) => key)).toEqual(["day-m0", "m0", "m10", "m20"]);
});

test("a reply on its way is not shown beside its stored self", () => {
  const content = { type: "text", text: "Hi" } as const;
  const outgoing = { client_id: "x", conversation_id: "c1", made_at: at(0), content };
  const sending: Sending = { outgoing, state: "sending", error: null };
  const stored = makeMessage("a", { direction: "out", client_id: "x" });
  expect(threadEntries([], [sending]).map((entry) => entry.key)).toEqual(["x"]);
  expect(threadEntries([stored], [sending]).filter((entry) => entry.key === "x")).toHaveLength(1);
});

test("the window is open, closing in the last four hours, then closed", () => {
  expect(replyWindow(at(300), noon)).toMatchObject({ state: "open" });
  expect(replyWindow(at(239), noon)).toMatchObject({ state: "closing" });
  expect(replyWindow(at(0), noon)).toEqual({ state: "closed", since: at(0) });
  expect(replyWindow(null, noon)).toEqual({ state: "closed", since: null });
  expect(windowChipText(replyWindow(at(59), noon))).toBe("59 min");
});

test("only photos that WhatsApp takes may be attached", () => {
  const png = { name: "a.png", type: "image/png" };
  expect(refusalOfFile({ ...png, size: 10 })).toBeNull();
  expect(refusalOfFile({ name: "a.svg", type: "image/svg+xml", size: 10 })).toMatch(/JPEG or PNG/);
  expect(refusalOfFile({ ...png, size: 6_000_000 })).toMatch(/5 MB/);
  expect(refusalOfFile({ name: "a.mp4", type: "video/mp4", size: 17_000_000 })).toMatch(/16 MB/);
  expect(kindOfFile({ name: "list.PDF", type: "", size: 1 })).toBe("document");
  expect(kindOfFile({ name: "page.html", type: "text/html", size: 1 })).toBeNull();
});

test("a photo keeps its shape within its box", () => {
  expect(pictureBox(640, 320)).toEqual({ width: 320, height: 160 });
  expect(pictureBox(null, null)).toEqual({ width: 240, height: 180 });
});

test("what is added to a paged list goes to its first page", () => {
  const page = (items: number[], next_cursor: string | null) => ({ items, next_cursor });
  const data = { pages: [page([5, 4], "a"), page([3, 2], null)], pageParams: [null, "a"] };
  expect(repage(data, [6, 5, 4, 3, 2]).pages.map((each) => each.items)).toEqual([
    [6, 5, 4],
    [3, 2],
  ]);
  expect(repage(data, [3, 2]).pages.map((each) => each.items)).toEqual([[], [3, 2]]);
});

test("initials come from letters, a number gives its last two digits", () => {
  expect(initials("Tariq (wholesale)")).toBe("TW");
  expect(initials("+92 300 1234567")).toBe("67");
  expect(initials("  ")).toBe("?");
});
