import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { call, withQuery } from "../../api/client.ts";
import type { Mention, Note, Page } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import { showNote } from "./note-cache.ts";
import { itemsOf, type Paged } from "./pages.ts";
import { useNextPage } from "./use-paced.ts";

const NOTES_PAGE = 100;

/** Notes of a thread, back to `since` (the oldest message that is loaded). */
export function useNotes(id: string, since: string | null): Note[] {
  const notes = useInfiniteQuery<Page<Note>, Error, Paged<Note>, readonly string[], string | null>({
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    queryKey: inboxKeys.notes(id),
    queryFn: ({ pageParam, signal }) =>
      call<Page<Note>>(
        "GET",
        withQuery(`/conversations/${id}/notes`, { cursor: pageParam, limit: NOTES_PAGE }),
        { signal },
      ),
  });
  const items = itemsOf(notes.data);
  const oldest = items.at(-1)?.created_at;
  const loadMore = useNextPage(notes);
  useEffect(() => {
    if (loadMore !== null && since !== null && oldest !== undefined && oldest > since) {
      void loadMore();
    }
  }, [loadMore, since, oldest]);
  return items;
}

export interface NoteText {
  text: string;
  mentions: string[];
}

/** Writes a note, or changes the one that is named. */
export function useSaveNote(conversationId: string) {
  const client = useQueryClient();
  const tried = useRef({ text: "", clientId: "" });
  return useMutation({
    mutationFn: ({ id, ...body }: NoteText & { id?: string }) => {
      if (id !== undefined) {
        return call<Note>("PUT", `/notes/${id}`, { body });
      }
      // The same words tried again are the same note; it may have been written the first time.
      if (tried.current.text !== body.text) {
        tried.current = { text: body.text, clientId: crypto.randomUUID() };
      }
      return call<Note>("POST", `/conversations/${conversationId}/notes`, {
        body: { ...body, client_id: tried.current.clientId },
      });
    },
    onSuccess: (note) => {
      tried.current = { text: "", clientId: "" };
      showNote(client, note);
    },
  });
}

export function useTakeBackNote() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<Note>("DELETE", `/notes/${id}`),
    onSuccess: (note) => showNote(client, note),
  });
}

/** Notes that name this person and that they have not seen. */
export function useMentions() {
  return useQuery({
    queryKey: inboxKeys.mentions,
    queryFn: ({ signal }) => call<Page<Mention>>("GET", "/mentions", { signal }),
  });
}

/** An open thread shows its notes: what names this person there counts as seen. */
export function useSeeMentions(conversationId: string): void {
  const client = useQueryClient();
  const mentions = useMentions().data?.items ?? [];
  const named = mentions.some((each) => each.conversation_id === conversationId);
  const { mutate } = useMutation({
    mutationFn: () => call<void>("DELETE", `/conversations/${conversationId}/mentions`),
    onSuccess: () => {
      client.setQueryData<Page<Mention>>(inboxKeys.mentions, (known) =>
        known
          ? { ...known, items: known.items.filter((it) => it.conversation_id !== conversationId) }
          : known,
      );
    },
  });
  useEffect(() => {
    if (named && document.visibilityState === "visible") {
      mutate();
    }
  }, [named, mutate]);
}
