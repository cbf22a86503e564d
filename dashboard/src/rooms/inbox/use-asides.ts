import type { Message } from "../../api/types.ts";
import { useNotes } from "./note-queries.ts";
import { useHistory } from "./sorting-queries.ts";
import type { Aside } from "./thread-entries.ts";

/** What stands between the messages that are loaded. */
export function useAsides(conversationId: string, newestFirst: Message[]): Aside[] {
  const since = newestFirst[newestFirst.length - 1]?.sent_at ?? null;
  const notes = useNotes(conversationId, since);
  const history = useHistory(conversationId);
  return [
    ...notes.map((note): Aside => ({ kind: "note", key: note.id, at: note.created_at, note })),
    ...history.map((line): Aside => ({ kind: "history", key: line.id, at: line.at, line })),
  ];
}
