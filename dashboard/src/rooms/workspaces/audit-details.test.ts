import { beforeAll, expect, test } from "vitest";
import type { AuditEvent } from "../../api/types.ts";
import { loadCatalogue } from "../../lib/i18n.ts";
import { auditDetails } from "./audit-details.ts";

beforeAll(loadCatalogue);

function told(details: AuditEvent["details"]): string {
  return auditDetails({ details } as AuditEvent);
}

test("what came with an act is said in words, not in names of fields", () => {
  expect(told({ before: "agent", after: "manager" })).toBe("Before: Agent · After: Manager");
  expect(told({ giving: "in_turn", open_limit: null, leads_too: false })).toBe(
    "Waiting conversations: In turn, to people who are online · " +
      "Most open conversations for one person: – · Given to managers and owners too: No",
  );
});

test("plans, moments and the end of a look are said in words too", () => {
  expect(told({ plan: "business", state: "past_due" })).toBe(
    "Plan: Business · How it stands: Payment awaited",
  );
  expect(told({ why: "time is over" })).toBe("How it ended: Its time was over");
  expect(told({ until: "2026-12-14T09:00:00+00:00" })).toMatch(/^Until: .*14 December/);
});

test("what is not known yet stands as it is written, and the invitation's id is left out", () => {
  expect(told({ invitation: "x", moon_phase: "full" })).toBe("moon_phase: full");
});
