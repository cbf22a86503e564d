import type { OpusRecording } from "./webm.ts";

/** Of the page's header (RFC 3533): 27 bytes, then one per segment of at most 255 bytes. */
const HEADER = 27;
const SEGMENT = 255;
const MOST_SEGMENTS = 255;
const CHECKSUM_AT = 22;
const FIRST = 2;
const LAST = 4;
const SAMPLES_PER_MS = 48;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  }
  return value;
});

/** Opus in Ogg (RFC 7845), the one form in which WhatsApp takes a voice message. */
export function writeOgg(recording: OpusRecording): Blob {
  const vendor = new TextEncoder().encode("ChatSync");
  const tags = Uint8Array.from([
    ...new TextEncoder().encode("OpusTags"),
    ...[vendor.length, 0, 0, 0],
    ...vendor,
    ...[0, 0, 0, 0],
  ]);
  const pages = [page([recording.head], 0, 0, FIRST), page([tags], 1, 0, 0)];
  let waiting: Uint8Array[] = [];
  let samples = 0;
  recording.packets.forEach((packet, index) => {
    const segments = [...waiting, packet].reduce((sum, each) => sum + segmentsOf(each), 0);
    if (segments > MOST_SEGMENTS) {
      pages.push(page(waiting, pages.length, samples, 0));
      waiting = [];
    }
    waiting.push(packet);
    samples += samplesOf(packet);
    if (index === recording.packets.length - 1) {
      pages.push(page(waiting, pages.length, samples, LAST));
    }
  });
  return new Blob(pages, { type: "audio/ogg" });
}

function segmentsOf(packet: Uint8Array): number {
  return Math.floor(packet.length / SEGMENT) + 1;
}

/** How long a packet sounds, from its first byte (RFC 6716, section 3.1). */
function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const each = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20, 10, 20] : [2.5, 5, 10, 20];
  const frames = [1, 2, 2, (packet[1] ?? 0) & 0x3f][toc & 3] ?? 1;
  return (each[config & 3] ?? 0) * SAMPLES_PER_MS * frames;
}

function page(
  packets: Uint8Array[],
  sequence: number,
  samples: number,
  flags: number,
): Uint8Array<ArrayBuffer> {
  const sizes = packets.flatMap((packet) => [
    ...Array<number>(segmentsOf(packet) - 1).fill(SEGMENT),
    packet.length % SEGMENT,
  ]);
  const length = packets.reduce((sum, packet) => sum + packet.length, 0);
  const made = new Uint8Array(HEADER + sizes.length + length);
  const view = new DataView(made.buffer);
  made.set(new TextEncoder().encode("OggS"));
  view.setUint8(5, flags);
  view.setBigUint64(6, BigInt(samples), true);
  view.setUint32(14, 1, true);
  view.setUint32(18, sequence, true);
  view.setUint8(26, sizes.length);
  made.set(sizes, HEADER);
  let at = HEADER + sizes.length;
  for (const packet of packets) {
    made.set(packet, at);
    at += packet.length;
  }
  view.setUint32(CHECKSUM_AT, checksum(made), true);
  return made;
}

function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) ^ (table[((value >>> 24) ^ byte) & 0xff] ?? 0);
  }
  return value >>> 0;
}
