import { QueryClient } from "@tanstack/react-query";
import { askedPause, mayRetry } from "../api/failures.ts";

/** Nothing grows stale by age: pushes keep the cache true, and a gap in them asks for everything. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        retry: (failures, error) => failures < 2 && mayRetry(error),
        retryDelay: (failures, error) => askedPause(error) ?? 400 * 2 ** failures,
      },
    },
  });
}
