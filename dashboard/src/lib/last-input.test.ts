import { expect, test } from "vitest";
import { isUnattended } from "./last-input.ts";

test("a page that nobody touches asks in the background, until somebody does", () => {
  const later = Date.now() + 60_000;
  expect(isUnattended(later)).toBe(true);
  dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  expect(isUnattended()).toBe(false);
});
