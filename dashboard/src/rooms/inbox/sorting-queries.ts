import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Push } from "../../api/pushes.ts";
import type { Conversation, HistoryLine, Page, Tag } from "../../api/types.ts";
import { createSignal } from "../../lib/signal.ts";
import { everything, inboxKeys, type Kept } from "./keys.ts";
import { useConversationChange } from "./queries.ts";

/** What this page keeps its lists to. */
export const shownKept = createSignal<Kept>(everything);

export function useTags() {
  return useQuery({
    queryKey: inboxKeys.tags,
    queryFn: ({ signal }) => call<Page<Tag>>("GET", "/tags", { signal }),
    select: (page) => page.items,
    staleTime: 60_000,
  });
}

export function useMakeTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; colour: Tag["colour"] }) =>
      call<Tag>("POST", "/tags", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: inboxKeys.tags }),
  });
}

export function useDeleteTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/tags/${id}`),
    onSuccess: () => {
      shownKept.set({ ...shownKept.get(), tag: null });
      return client.invalidateQueries({ queryKey: inboxKeys.all });
    },
  });
}

export function usePutTag() {
  return useConversationChange(({ id, tag, on }: { id: string; tag: string; on: boolean }) =>
    call<Conversation>(on ? "PUT" : "DELETE", `/conversations/${id}/tags/${tag}`),
  );
}

/** Puts a conversation aside until a time (null: until the customer writes), or wakes it. */
export function useSnooze() {
  return useConversationChange(({ id, until }: { id: string; until: string | null | "now" }) =>
    until === "now"
      ? call<Conversation>("DELETE", `/conversations/${id}/snooze`)
      : call<Conversation>("PUT", `/conversations/${id}/snooze`, { body: { until } }),
  );
}

/** The newest hundred lines of what happened to a conversation. */
export function useHistory(id: string): HistoryLine[] {
  const history = useQuery({
    queryKey: inboxKeys.history(id),
    queryFn: ({ signal }) =>
      call<Page<HistoryLine>>("GET", `/conversations/${id}/history?limit=100`, { signal }),
  });
  return history.data?.items ?? [];
}

/** A conversation that changed hands or state has one more line: an open thread asks for it. */
export function refreshHistory(client: QueryClient, push: Push): void {
  if (push.type !== "conversation.changed" && push.type !== "message.stored") {
    return;
  }
  const { conversation } = push;
  const known = client.getQueryData<Conversation>(inboxKeys.conversation(conversation.id));
  const moved =
    known === undefined ||
    known.status !== conversation.status ||
    known.snoozed_until !== conversation.snoozed_until ||
    known.assignee?.id !== conversation.assignee?.id;
  if (moved) {
    void client.invalidateQueries({ queryKey: inboxKeys.history(conversation.id) });
  }
}
