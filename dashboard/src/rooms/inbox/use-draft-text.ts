import { useCallback, useEffect, useState } from "react";
import { useDraft } from "./queries.ts";
import { keepDraft, noteRevision, saveNow, unsavedDraft } from "./unsaved-drafts.ts";

const PAUSE = 600;
/** What the server keeps of a draft. */
const LONGEST = 4096;

interface DraftText {
  text: string;
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
      noteRevision(conversationId, saved.revision);
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
      keepDraft(conversationId, text.slice(0, LONGEST), PAUSE);
    },
    [conversationId],
  );
  return { text: typed ?? saved?.text ?? "", write };
}
