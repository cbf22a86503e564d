import type { QueryClient } from "@tanstack/react-query";
import type { Push } from "../../api/pushes.ts";
import type { Mention, Note, Page } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import { itemsOf, type Paged, repage } from "./pages.ts";

/** Notes of one thread, newest first, with a new or changed one in its place. Pure. */
function placeNote(notes: Paged<Note>, note: Note): Paged<Note> {
  const items = itemsOf(notes);
  const known = items.find((each) => each.id === note.id);
  if (known && known.seq >= note.seq) {
    return notes;
  }
  const others = items.filter((each) => each.id !== note.id);
  const sorted = [...others, note].sort(
    (a, b) => b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id),
  );
  return repage(notes, sorted);
}

export function showNote(client: QueryClient, note: Note): void {
  client.setQueryData<Paged<Note>>(inboxKeys.notes(note.conversation_id), (known) =>
    known ? placeNote(known, note) : known,
  );
}

/** Brings what is loaded of notes up to date, and asks anew who is named where that may differ. */
export function applyToNotes(client: QueryClient, memberId: string, push: Push): void {
  if (push.type !== "note.changed") {
    return;
  }
  showNote(client, push.note);
  const named = push.note.mentions.some((each) => each.id === memberId);
  const mentions = client.getQueryData<Page<Mention>>(inboxKeys.mentions)?.items ?? [];
  if (named || mentions.some((each) => each.note.id === push.note.id)) {
    void client.invalidateQueries({ queryKey: inboxKeys.mentions });
  }
}
