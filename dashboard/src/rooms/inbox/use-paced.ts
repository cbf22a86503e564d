import { useEffect, useState } from "react";

/** How long a page that did not come is left alone. */
const REST = 5_000;

interface Way {
  /** Whether there is a page in that direction, and nobody asks for it at the moment. */
  wanted: boolean;
  failed: boolean;
  query: { errorUpdateCount: number };
  load(): unknown;
}

/**
 * What asks for the next page of a list without being pressed; null where there is nothing to ask
 * for. Where a page did not come it is asked for again, but not at once: without network that would
 * go on and on.
 */
export function usePaced({ wanted, failed, query, load }: Way): (() => unknown) | null {
  const errors = query.errorUpdateCount;
  const [rested, setRested] = useState(0);
  useEffect(() => {
    if (!failed) {
      return undefined;
    }
    const timer = setTimeout(() => setRested(errors), REST);
    return () => clearTimeout(timer);
  }, [failed, errors]);
  return wanted && (!failed || rested === errors) ? load : null;
}

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  errorUpdateCount: number;
  fetchNextPage(): unknown;
}

/** The way on in a list that comes in pages. */
export function useNextPage(query: Pages): (() => unknown) | null {
  return usePaced({
    wanted: query.hasNextPage && !query.isFetchingNextPage,
    failed: query.isFetchNextPageError,
    query,
    load: query.fetchNextPage,
  });
}
