import type { QueryClient } from "@tanstack/react-query";
import { inboxKeys } from "./keys.ts";

const PAUSE = 500;
const due = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>();

/** Asks for the counts again soon: a burst of changes costs one request. */
export function refreshCounts(client: QueryClient): void {
  if (due.has(client)) {
    return;
  }
  const timer = setTimeout(() => {
    due.delete(client);
    void client.invalidateQueries({ queryKey: inboxKeys.counts });
  }, PAUSE);
  due.set(client, timer);
}
