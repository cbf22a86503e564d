import type { Push } from "../api/pushes.ts";

/** Where this page stands in the workspace's stream of events. */
export interface Position {
  seq: number;
  epoch: string;
}

/** What a frame means: the new position, what to apply, and whether something was missed. */
export interface Reading {
  position: Position;
  pushes: Push[];
  missed: boolean;
}

interface Frame {
  type: string;
  seq?: number;
  prev?: number;
  epoch?: string;
  events?: { type: string }[];
}

const known: Record<Push["type"], true> = {
  "message.stored": true,
  "message.changed": true,
  "conversation.changed": true,
  "conversation.removed": true,
  "number.changed": true,
  "contact.changed": true,
  "note.changed": true,
  "standing.changed": true,
  presence: true,
};

/**
 * Reads one frame of the socket or the long poll.
 *
 * `prev` is the last event this viewer could see: a frame whose `prev` lies after our position
 * proves that one was missed. A frame at or before our position was applied already.
 */
export function readFrame(position: Position, frame: Frame): Reading {
  switch (frame.type) {
    case "ping":
      return { position, pushes: [], missed: false };
    case "presence":
      return { position, pushes: pushesOf(frame) ?? [], missed: false };
    case "hello":
      return readHello(position, frame);
    case "reset":
      return { position: moved(position, frame), pushes: [], missed: true };
    default:
      return readEvent(position, frame);
  }
}

function readHello(position: Position, frame: Frame): Reading {
  if (frame.epoch === position.epoch) {
    return { position, pushes: [], missed: false };
  }
  return { position: moved(position, frame), pushes: [], missed: true };
}

function readEvent(position: Position, frame: Frame): Reading {
  if (frame.seq === undefined || frame.prev === undefined) {
    return { position, pushes: [], missed: true };
  }
  if (frame.seq <= position.seq) {
    return { position, pushes: [], missed: false };
  }
  const pushes = frame.type === "skip" ? [] : pushesOf(frame);
  const missed = frame.prev > position.seq || pushes === null;
  return { position: moved(position, frame), pushes: missed ? [] : (pushes ?? []), missed };
}

/** The pushes of a frame, or null when one of them is of a kind this build does not know. */
function pushesOf(frame: Frame): Push[] | null {
  const events = frame.type === "batch" ? (frame.events ?? []) : [frame];
  return events.every((event) => Object.hasOwn(known, event.type)) ? (events as Push[]) : null;
}

function moved(position: Position, frame: Frame): Position {
  return { seq: frame.seq ?? position.seq, epoch: frame.epoch ?? position.epoch };
}
