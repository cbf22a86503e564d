import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { NewQuickReply, NewView, Page, QuickReply, SavedView } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";

export function useQuickReplies(enabled: boolean) {
  return useQuery({
    queryKey: inboxKeys.quickReplies,
    queryFn: ({ signal }) => call<Page<QuickReply>>("GET", "/quick-replies", { signal }),
    select: (page) => page.items,
    staleTime: 60_000,
    enabled,
  });
}

export function useViews() {
  return useQuery({
    queryKey: inboxKeys.views,
    queryFn: ({ signal }) => call<Page<SavedView>>("GET", "/views", { signal }),
    select: (page) => page.items,
    staleTime: 60_000,
  });
}

/** Keeps a new text, or the changed one with this id. */
export function useKeepQuickReply() {
  return useAsking(inboxKeys.quickReplies, ({ id, ...body }: NewQuickReply & { id?: string }) =>
    id
      ? call<QuickReply>("PUT", `/quick-replies/${id}`, { body })
      : call<QuickReply>("POST", "/quick-replies", { body }),
  );
}

export function useDeleteQuickReply() {
  return useAsking(inboxKeys.quickReplies, (id: string) =>
    call<void>("DELETE", `/quick-replies/${id}`),
  );
}

export function useKeepView() {
  return useAsking(inboxKeys.views, (body: NewView) => call<SavedView>("POST", "/views", { body }));
}

export function useDeleteView() {
  return useAsking(inboxKeys.views, (id: string) => call<void>("DELETE", `/views/${id}`));
}

function useAsking<Wanted, Answer>(
  queryKey: QueryKey,
  mutationFn: (wanted: Wanted) => Promise<Answer>,
) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey }) });
}
