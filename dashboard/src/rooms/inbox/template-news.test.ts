import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Push } from "../../api/pushes.ts";
import { inboxKeys } from "./keys.ts";
import { applyToTemplates } from "./template-news.ts";

test("news of a number makes its templates stale, and no other number's", () => {
  const client = new QueryClient();
  client.setQueryData(inboxKeys.templates("n1"), []);
  client.setQueryData(inboxKeys.templates("n2"), []);
  const push = { type: "number.changed", number: { id: "n1" }, seq: 1, prev: 0 };
  applyToTemplates(client, push as unknown as Push);
  expect(client.getQueryState(inboxKeys.templates("n1"))?.isInvalidated).toBe(true);
  expect(client.getQueryState(inboxKeys.templates("n2"))?.isInvalidated).toBe(false);
});
