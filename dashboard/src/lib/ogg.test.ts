import { expect, test } from "vitest";
import { writeOgg } from "./ogg.ts";
import { readWebm } from "./webm.ts";

const HEAD = [...new TextEncoder().encode("OpusHead"), 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];

function element(id: number[], body: number[]): number[] {
  return [...id, 0x40 | (body.length >> 8), body.length & 0xff, ...body];
}

function block(sound: number[], flags = 0x80): number[] {
  return element([0xa3], [0x81, 0, 0, flags, ...sound]);
}

/** As Chrome writes it: the segment and the cluster are of unknown size. */
function webm(...blocks: number[][]): Uint8Array {
  const unknown = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  const track = element([0xae], [...element([0xd7], [1]), ...element([0x63, 0xa2], HEAD)]);
  return Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], [0x77])),
    ...[0x18, 0x53, 0x80, 0x67, ...unknown],
    ...element([0x16, 0x54, 0xae, 0x6b], track),
    ...[0x1f, 0x43, 0xb6, 0x75, ...unknown, ...element([0xe7], [0])],
    ...blocks.flat(),
  ]);
}

async function pagesOf(ogg: Blob): Promise<{ flags: number; samples: bigint; body: Uint8Array }[]> {
  const bytes = new Uint8Array(await ogg.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const pages = [];
  for (let at = 0; at < bytes.length; ) {
    const sizes = bytes.subarray(at + 27, at + 27 + view.getUint8(at + 26));
    const start = at + 27 + sizes.length;
    const end = start + sizes.reduce((sum, each) => sum + each, 0);
    const samples = view.getBigUint64(at + 6, true);
    pages.push({ flags: view.getUint8(at + 5), samples, body: bytes.subarray(start, end) });
    at = end;
  }
  return pages;
}

test("the sound of a recording in WebM comes out in Ogg as it was", async () => {
  const long = [0x7b, 3, ...Array<number>(300).fill(7)];
  const recording = readWebm(webm(block([0x78, 1, 2]), block(long)));
  expect(recording?.packets.map((packet) => [...packet])).toEqual([[0x78, 1, 2], long]);
  const [head, tags, sound] = await pagesOf(recording ? writeOgg(recording) : new Blob());
  expect([...(head?.body ?? [])]).toEqual(HEAD);
  expect(head?.flags).toBe(2);
  expect(new TextDecoder().decode(tags?.body.subarray(0, 8))).toBe("OpusTags");
  expect([...(sound?.body ?? [])]).toEqual([0x78, 1, 2, ...long]);
  expect(sound?.flags).toBe(4);
  expect(sound?.samples).toBe(960n + 3n * 960n);
});

test("a long recording is cut into pages that count their sound", async () => {
  const packets = Array.from({ length: 600 }, () => block([0x78, 1]));
  const recording = readWebm(webm(...packets));
  const pages = await pagesOf(recording ? writeOgg(recording) : new Blob());
  expect(pages.map((page) => page.samples)).toEqual([0n, 0n, 244800n, 489600n, 576000n]);
});

test("what no browser records is not read", () => {
  expect(readWebm(Uint8Array.from([1, 2, 3]))).toBeNull();
  expect(readWebm(webm())).toBeNull();
  expect(readWebm(webm(block([0x78], 0x86)))).toBeNull();
});
