import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { ApiKey, Me, NewApiKey, Page } from "../../api/types.ts";
import { pageMe } from "../../lib/page.ts";
import { workspaceKeys } from "./keys.ts";

/** Who is signed in, where, and from which event on the page must listen: as the page says it, so that nothing waits. */
export function useMe() {
  return useQuery({
    queryKey: workspaceKeys.me,
    queryFn: ({ signal }) => call<Me>("GET", "/me", { signal }),
    initialData: () => pageMe() as Me | undefined,
  });
}

export function useApiKeys() {
  return useQuery({
    queryKey: workspaceKeys.apiKeys,
    queryFn: ({ signal }) => call<Page<ApiKey>>("GET", "/api-keys?limit=100", { signal }),
    select: (page) => page.items,
    staleTime: 0,
  });
}

/** Makes a key. The answer holds it in full, this one time. */
export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call<NewApiKey>("POST", "/api-keys", { body: { name } }),
    onSuccess: () => client.invalidateQueries({ queryKey: workspaceKeys.apiKeys }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api-keys/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: workspaceKeys.apiKeys }),
  });
}
