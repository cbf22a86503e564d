import { useCallback, useEffect, useState } from "react";
import type { UnsentReply } from "../../api/types.ts";
import { useDraft } from "./queries.ts";
import { keepDraft, noteDraft, saveNow, unsavedDraft } from "./unsaved-drafts.ts";

interface DraftText {
  text: string;
  /** What an earlier page sent and could not bring to the server; null while that is not known. */
  unsent: UnsentReply[] | null;
  write(text: string): void;
}

/**
 * The text of a composer, kept on the server for this member. What is typed before the saved draft
 * arrives wins over it. The last words are saved when the thread is left.
 */
export function useDraftText(conversationId: string): DraftText {
  const saved = useDraft(conversationId).data;
  const [typed, setTyped] = useState(() => unsavedDraft(conversationId));

  useEffect(() => {
    if (saved) {
      noteDraft(conversationId, saved);
    }
  }, [conversationId, saved]);

  useEffect(() => {
    const save = () => saveNow(conversationId);
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [conversationId]);

  const write = useCallback(
    (text: string) => {
      setTyped(text);
      keepDraft(conversationId, text);
    },
    [conversationId],
  );
  return { text: typed ?? saved?.text ?? "", unsent: saved?.unsent ?? null, write };
}
