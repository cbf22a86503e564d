import { beforeEach, expect, test } from "vitest";
import { loadCatalogue } from "./i18n.ts";
import { dayAndTime } from "./time.ts";

const NOW = Date.parse("2026-11-30T12:00:00Z");

beforeEach(loadCatalogue);

test("a moment of another year says which, so that a year ahead is not taken for today", () => {
  expect(dayAndTime("2026-12-14T09:00:00Z", NOW)).not.toContain("2026");
  expect(dayAndTime("2027-11-30T12:00:00Z", NOW)).toContain("30 November 2027");
});
