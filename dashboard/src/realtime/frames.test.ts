import { expect, test } from "vitest";
import { makeConversation } from "../testing/fake-data.ts";
import { readFrame } from "./frames.ts";

const here = { seq: 7, epoch: "e1" };
const changed = { type: "conversation.changed", conversation: makeConversation("c1") };

test("a frame that follows ours is applied and moves the position", () => {
  const reading = readFrame(here, { ...changed, seq: 9, prev: 7 });
  expect(reading.position.seq).toBe(9);
  expect(reading.pushes).toHaveLength(1);
  expect(reading.missed).toBe(false);
});

test("a frame whose predecessor we never saw means refetch and is not applied", () => {
  const reading = readFrame(here, { ...changed, seq: 9, prev: 8 });
  expect(reading).toMatchObject({ missed: true, pushes: [], position: { seq: 9 } });
});

test("a frame seen before is dropped", () => {
  expect(readFrame(here, { ...changed, seq: 7, prev: 5 })).toMatchObject({
    pushes: [],
    missed: false,
    position: here,
  });
});

test("a push of an unknown kind means refetch", () => {
  expect(readFrame(here, { type: "moon.risen", seq: 8, prev: 7 }).missed).toBe(true);
});

test("a skipped range moves the position and applies nothing", () => {
  const reading = readFrame(here, { type: "skip", seq: 20, prev: 7 });
  expect(reading).toMatchObject({ pushes: [], missed: false, position: { seq: 20 } });
});

test("a batch is applied in order", () => {
  const events = [changed, { type: "conversation.removed", conversation_id: "c1" }];
  const { pushes } = readFrame(here, { type: "batch", seq: 8, prev: 7, events });
  expect(pushes.map((push) => push.type)).toEqual(["conversation.changed", "conversation.removed"]);
});

test("a hello of another epoch means that the server was restored: refetch", () => {
  const reading = readFrame(here, { type: "hello", seq: 3, epoch: "e2" });
  expect(reading).toMatchObject({ missed: true, position: { seq: 3, epoch: "e2" } });
});
