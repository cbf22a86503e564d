import { useCallback, useEffect, useRef, useState } from "react";
import { saveDraft, useDraft } from "./queries.ts";

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
  const saved = useDraft(conversationId).data?.text;
  const [typed, setTyped] = useState<string | null>(null);
  const unsaved = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    const text = unsaved.current;
    if (text === null) {
      return;
    }
    unsaved.current = null;
    saveDraft(conversationId, text).catch(() => {
      unsaved.current ??= text;
    });
  }, [conversationId]);

  useEffect(() => {
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [save]);

  const write = useCallback(
    (text: string) => {
      setTyped(text);
      unsaved.current = text.slice(0, LONGEST);
      clearTimeout(timer.current);
      timer.current = setTimeout(save, PAUSE);
    },
    [save],
  );
  return { text: typed ?? saved ?? "", write };
}
