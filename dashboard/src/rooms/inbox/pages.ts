import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "../../api/types.ts";

/** A paged list as the query cache holds it, newest first. */
export type Paged<Item> = InfiniteData<Page<Item>, string | null>;

export function itemsOf<Item>(data: Paged<Item> | undefined): Item[] {
  return data ? data.pages.flatMap((page) => page.items) : [];
}

/** Whether the server holds older items than those loaded. */
export function hasMore(data: Paged<unknown>): boolean {
  return (data.pages[data.pages.length - 1]?.next_cursor ?? null) !== null;
}

/** Whether the server holds newer items than those loaded: a thread that was opened in its middle. */
export function hasNewer(data: Paged<unknown> | undefined): boolean {
  return (data?.pages[0]?.newer_cursor ?? null) !== null;
}

/**
 * Puts changed items back into the same pages. The first page takes what is added or gone, so that
 * the cursors of the others stay true and a refetch brings back as many pages as were loaded.
 */
export function repage<Item>(data: Paged<Item>, items: Item[]): Paged<Item> {
  const later = data.pages.slice(1).reduce((sum, page) => sum + page.items.length, 0);
  let start = 0;
  const pages = data.pages.map((page, index) => {
    const size = index === 0 ? Math.max(0, items.length - later) : page.items.length;
    const end = index === data.pages.length - 1 ? items.length : start + size;
    const next = { ...page, items: items.slice(start, end) };
    start = end;
    return next;
  });
  return { ...data, pages };
}
