/** What a recording of a browser in WebM holds (Matroska, RFC 9559): Opus, as it was encoded. */
export interface OpusRecording {
  head: Uint8Array;
  packets: Uint8Array[];
}

/** Segment, Cluster, Tracks, TrackEntry, BlockGroup: what they hold follows right behind. */
const HOLDERS = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae, 0xa0]);
const CODEC_PRIVATE = 0x63a2;
const BLOCKS = new Set([0xa3, 0xa1]);
/** Before a block's sound stand its track, two bytes of time and its flags. */
const BEHIND_TRACK = 3;
const LACED = 0b110;

/** Reads a recording of one track; null when it is no WebM, or not as browsers record. */
export function readWebm(bytes: Uint8Array): OpusRecording | null {
  const elements = elementsOf(bytes);
  const head = elements?.find(({ id }) => id === CODEC_PRIVATE)?.body;
  const packets = elements?.filter(({ id }) => BLOCKS.has(id)).map(({ body }) => soundOf(body));
  const whole = packets?.filter((packet) => packet !== null) ?? [];
  return head && whole.length > 0 && whole.length === packets?.length
    ? { head, packets: whole }
    : null;
}

interface Element {
  id: number;
  body: Uint8Array;
}

/** All elements in their order, those inside of others too; null when they do not fit the file. */
function elementsOf(bytes: Uint8Array): Element[] | null {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const id = readNumber(bytes, at, true);
    const size = id && readNumber(bytes, id.end, false);
    if (!size) {
      return null;
    }
    const end = HOLDERS.has(id.value) ? size.end : size.end + size.value;
    if (end > bytes.length) {
      return null;
    }
    found.push({ id: id.value, body: bytes.subarray(size.end, end) });
    at = end;
  }
  return found;
}

function soundOf(block: Uint8Array): Uint8Array | null {
  const track = readNumber(block, 0, false);
  const flags = track ? block[track.end + BEHIND_TRACK - 1] : undefined;
  if (!track || flags === undefined || (flags & LACED) !== 0) {
    return null;
  }
  return block.subarray(track.end + BEHIND_TRACK);
}

/** A number whose first byte tells its length (EBML, RFC 8794); ids keep that mark, sizes lose it. */
function readNumber(
  bytes: Uint8Array,
  at: number,
  marked: boolean,
): { value: number; end: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) {
    return null;
  }
  let value = marked ? first : first & (0xff >> length);
  for (let step = 1; step < length; step += 1) {
    value = value * 256 + (bytes[at + step] ?? 0);
  }
  return { value, end: at + length };
}
