import { type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { i18n } from "../../lib/i18n.ts";
import { useShortcuts } from "../../lib/use-shortcuts.ts";
import { NoteForm } from "./note-form.tsx";
import { useSaveNote } from "./note-queries.ts";
import "./note.css";
import { useFrozen } from "../../ui/changes.tsx";

interface TalkBoxProps {
  conversationId: string;
  /** A message was chosen to be quoted in a reply. */
  quoting: boolean;
  /** What stands in the box now, of the reply or the note. */
  onTyping(text: string): void;
  /** Writing to the customer. */
  children: ReactNode;
}

/** The foot of a thread: writing to the customer, or a note to colleagues. */
export function TalkBox({ conversationId, quoting, onTyping, children }: TalkBoxProps) {
  const [wanted, setNoting] = useState(false);
  const frozen = useFrozen();
  const noting = wanted && frozen === null;
  const save = useSaveNote(conversationId);
  useShortcuts({
    n: () => setNoting(true),
    // At once: the box of the reply takes the focus with the same key.
    r: () => flushSync(() => setNoting(false)),
  });
  useEffect(() => {
    if (quoting) {
      setNoting(false);
    }
  }, [quoting]);
  return (
    <div className="talk-box" onInput={({ target }) => onTyping(wordsIn(target))}>
      <div className="composer-tabs">
        <button
          type="button"
          className="composer-tab"
          aria-pressed={!noting}
          onClick={() => setNoting(false)}
        >
          {i18n._("Reply")}
        </button>
        <button
          type="button"
          className="composer-tab composer-tab-note"
          aria-pressed={noting}
          disabled={frozen !== null}
          title={frozen ?? i18n._("Key: n")}
          onClick={() => setNoting(true)}
        >
          {i18n._("Note")}
        </button>
      </div>
      {noting ? (
        <div className="composer composer-note">
          <NoteForm
            busy={save.isPending}
            error={save.error}
            onCancel={() => setNoting(false)}
            onSave={(text) => {
              onTyping("");
              save.mutate(text, { onSuccess: () => setNoting(false) });
            }}
          />
        </div>
      ) : null}
      <div hidden={noting}>{children}</div>
    </div>
  );
}

function wordsIn(target: EventTarget): string {
  return target instanceof HTMLTextAreaElement ? target.value : "";
}
