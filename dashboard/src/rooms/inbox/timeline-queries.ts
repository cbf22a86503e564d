import { type QueryClient, useInfiniteQuery } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import { refusalCode } from "../../api/failures.ts";
import type { Message, Page } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import type { Paged } from "./pages.ts";

const TIMELINE_PAGE = 50;

/** Where a page of a thread begins: its end, or `older:<cursor>`, `newer:<cursor>`, `around:<id>`. */
type From = string | null;

/** A thread, read from its end or, where one is named, from around a message. */
export function useTimeline(id: string, around: string | null) {
  return useInfiniteQuery<Page<Message>, Error, Paged<Message>, readonly string[], From>({
    initialPageParam: around === null ? null : `around:${around}`,
    getNextPageParam: (last) => (last.next_cursor === null ? null : `older:${last.next_cursor}`),
    getPreviousPageParam: (first) => (first.newer_cursor ? `newer:${first.newer_cursor}` : null),
    queryKey: inboxKeys.timeline(id),
    queryFn: ({ pageParam, signal }) => page(id, pageParam, signal),
  });
}

/** Shows another stretch of a thread instead of what is loaded. */
export async function moveTimeline(client: QueryClient, id: string, from: From): Promise<void> {
  const queryKey = inboxKeys.timeline(id);
  await client.cancelQueries({ queryKey, exact: true });
  const fresh = await page(id, from);
  client.setQueryData<Paged<Message>>(queryKey, { pages: [fresh], pageParams: [from] });
}

async function page(id: string, from: From, signal?: AbortSignal): Promise<Page<Message>> {
  const path = `/conversations/${id}/messages`;
  const query = { ...placeOf(from), limit: TIMELINE_PAGE };
  try {
    return await call<Page<Message>>("GET", withQuery(path, query), { signal });
  } catch (error) {
    // The message is gone or was never here: the thread itself still opens, at its end.
    if (from?.startsWith("around:") && refusalCode(error) === "not_found") {
      return call<Page<Message>>("GET", withQuery(path, { limit: TIMELINE_PAGE }), { signal });
    }
    throw error;
  }
}

function placeOf(from: From): Record<string, string> {
  if (from === null) {
    return {};
  }
  const [kind, ...rest] = from.split(":");
  const name = kind === "older" ? "cursor" : kind === "newer" ? "after" : "around";
  return { [name]: rest.join(":") };
}
