import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import type { Conversation, Counts, Draft, DraftIn, Member, Page } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { showToast } from "../../ui/toast.tsx";
import { type Filter, inboxKeys, type Kept, type Queue } from "./keys.ts";
import type { Paged } from "./pages.ts";
import { placeConversation } from "./pushes.ts";
import { editInbox, readInbox } from "./snapshot.ts";

const LIST_PAGE = 50;

/** Pages follow the server's cursor; pushes keep them true, so they never go stale by age. */
const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: Page<unknown>) => last.next_cursor,
};

export function useConversationList(queue: Queue, filter: Filter, kept: Kept) {
  return useInfiniteQuery<
    Page<Conversation>,
    Error,
    Paged<Conversation>,
    readonly string[],
    string | null
  >({
    ...paging,
    queryKey: inboxKeys.list(queue, filter, kept),
    queryFn: ({ pageParam, signal }) =>
      call<Page<Conversation>>(
        "GET",
        withQuery("/conversations", {
          queue,
          status: filter,
          tag: kept.tag,
          only: kept.only,
          cursor: pageParam,
          limit: LIST_PAGE,
        }),
        { signal },
      ),
  });
}

export function useCounts() {
  return useQuery({
    queryKey: inboxKeys.counts,
    queryFn: ({ signal }) => call<Counts>("GET", "/conversations/counts", { signal }),
  });
}

/** One conversation; a row that a list already holds is shown at once. */
export function useConversation(id: string) {
  const client = useQueryClient();
  const { member } = useViewer();
  return useQuery({
    queryKey: inboxKeys.conversation(id),
    queryFn: ({ signal }) => call<Conversation>("GET", `/conversations/${id}`, { signal }),
    initialData: () => rowFromLists(client, member.id, id),
  });
}

function rowFromLists(client: QueryClient, memberId: string, id: string) {
  return readInbox(client, memberId)
    .lists.flatMap((list) => list.data.pages.flatMap((page) => page.items))
    .find((row) => row.id === id);
}

export function useMembers(enabled: boolean) {
  return useQuery({
    queryKey: inboxKeys.members,
    queryFn: ({ signal }) => call<Page<Member>>("GET", "/members?limit=100", { signal }),
    select: (page) => page.items,
    staleTime: 60_000,
    enabled,
  });
}

/** The draft as the server keeps it for this member; asked afresh whenever a thread opens. */
export function useDraft(id: string) {
  return useQuery({
    queryKey: inboxKeys.draft(id),
    queryFn: ({ signal }) => call<Draft>("GET", `/conversations/${id}/draft`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Letters that may outlive a page: the Fetch standard allows 64 KiB, a letter takes up to three. */
const OUTLIVING = 20_000;

/** Saves a draft; the server keeps a newer revision instead, and answers with what it keeps. */
export function saveDraft(id: string, body: DraftIn): Promise<Draft> {
  const keepalive = JSON.stringify(body).length < OUTLIVING;
  return call<Draft>("PUT", `/conversations/${id}/draft`, { body, keepalive });
}

/** A change of a conversation whose answer is the conversation. */
export function useConversationChange<Change = void>(
  deed: (change: Change) => Promise<Conversation>,
  onError?: (error: Error) => void,
) {
  const client = useQueryClient();
  const { member } = useViewer();
  return useMutation({
    mutationFn: deed,
    ...(onError ? { onError } : {}),
    onSuccess: (conversation) => {
      client.setQueryData(
        inboxKeys.conversation(conversation.id),
        (known: Conversation | undefined) =>
          known && known.seq > conversation.seq ? known : conversation,
      );
      editInbox(client, member.id, (cache) => placeConversation(cache, conversation));
      void client.invalidateQueries({ queryKey: inboxKeys.history(conversation.id) });
    },
  });
}

/** Takes the longest-waiting conversation that nobody has. Refused with `queue_empty`. */
export function useTakeNext() {
  return useConversationChange(() => call<Conversation>("PUT", "/conversations/next/assignment"));
}

interface Assignment {
  /** As it is shown: if somebody else holds it by now, the server says who was quicker. */
  conversation: Conversation;
  memberId: string | null;
}

/** Gives a conversation to a member, or to nobody. A refusal is said in a toast. */
export function useAssign() {
  return useConversationChange(
    ({ conversation: { id, assignee }, memberId }: Assignment) =>
      memberId === null
        ? call<Conversation>("DELETE", `/conversations/${id}/assignment`)
        : call<Conversation>("PUT", `/conversations/${id}/assignment`, {
            body: { member_id: memberId, held_by: assignee?.id ?? null },
          }),
    (error) => showToast(error.message),
  );
}

export function useClosure() {
  return useConversationChange(({ id, resolved }: { id: string; resolved: boolean }) =>
    call<Conversation>(resolved ? "PUT" : "DELETE", `/conversations/${id}/closure`),
  );
}

export function useReadMark() {
  return useConversationChange(({ id, seq }: { id: string; seq: number }) =>
    call<Conversation>("PUT", `/conversations/${id}/read-mark`, { body: { seq } }),
  );
}
