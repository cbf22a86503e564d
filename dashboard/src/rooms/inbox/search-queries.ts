import { useInfiniteQuery } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import type { FoundContact, FoundMessage, Page } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import type { Paged } from "./pages.ts";

export type Found = FoundContact | FoundMessage;
const SHOWN = 20;

export function isMessage(found: Found): found is FoundMessage {
  return found.kind === "message";
}

/** Customers and messages that hold the words, among those this person may see. */
export function useSearch(words: string) {
  return useInfiniteQuery<Page<Found>, Error, Paged<Found>, readonly string[], string | null>({
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    queryKey: inboxKeys.search(words),
    queryFn: ({ pageParam, signal }) =>
      call<Page<Found>>(
        "GET",
        withQuery("/search", { q: words, cursor: pageParam, limit: SHOWN }),
        {
          signal,
        },
      ),
    enabled: words !== "",
    staleTime: 0,
    gcTime: 60_000,
    placeholderData: (before) => (words === "" ? undefined : before),
  });
}
