import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Member, Note } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { GrowingText } from "./growing-text.tsx";
import type { NoteText } from "./note-queries.ts";
import { useMembers } from "./queries.ts";
import "./note.css";
import { Changes, useFrozen } from "../../ui/changes.tsx";

const LONGEST = 4096;
const OFFERED = 6;

interface NoteFormProps {
  known?: Note;
  busy: boolean;
  error: Error | null;
  onSave(text: NoteText): void;
  onCancel?(): void;
}

/** Writing a note. "@" offers colleagues; whoever is named is told of it. */
export function NoteForm({ known, busy, error, onSave, onCancel }: NoteFormProps) {
  const [text, setText] = useState(known?.text ?? "");
  const box = useRef<HTMLTextAreaElement>(null);
  const { member } = useViewer();
  const frozen = useFrozen();
  const members = (useMembers(true).data ?? []).filter((each) => each.id !== member.id);
  const offered = offers(text, members);
  const ready = text.trim() !== "" && text.length <= LONGEST && !busy && frozen === null;
  useEffect(() => box.current?.focus(), []);

  function save() {
    if (ready) {
      onSave({ text: text.trim(), mentions: mentioned(text, members).map((each) => each.id) });
    }
  }
  function onKeyDown(event: KeyboardEvent) {
    const first = offered[0];
    const plain = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;
    if (first && (event.key === "Tab" || plain)) {
      event.preventDefault();
      setText(completed(text, first));
    } else if (plain && !matchMedia("(pointer: coarse)").matches) {
      event.preventDefault();
      save();
    }
  }
  return (
    <form
      className="note-form"
      aria-label={i18n._("Note")}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {offered.length > 0 ? (
        <ul className="note-offers" aria-label={i18n._("Colleagues")}>
          {offered.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="note-offer"
                onClick={() => {
                  setText(completed(text, each));
                  box.current?.focus();
                }}
              >
                <Avatar name={each.name} small />
                <bdi>{each.name}</bdi>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <GrowingText
        inputRef={box}
        value={text}
        onChange={setText}
        onKeyDown={onKeyDown}
        disabled={false}
        label={i18n._("Your note")}
        placeholder={i18n._("A note for colleagues, @ names one…")}
      />
      {error ? (
        <p className="field-error" role="alert">
          {error.message}
        </p>
      ) : null}
      <div className="note-foot">
        <span className="note-hint">{i18n._("The customer never sees notes.")}</span>
        {onCancel ? <Button onClick={onCancel}>{i18n._("Cancel")}</Button> : null}
        <Changes>
          <Button type="submit" look="primary" icon="note" disabled={!ready} busy={busy}>
            {i18n._("Save note")}
          </Button>
        </Changes>
      </div>
    </form>
  );
}

/** Colleagues whose name begins as what stands after the last "@". */
function offers(text: string, members: Member[]): Member[] {
  const begun = /(?:^|\s)@([^@\n]{0,40})$/u.exec(text)?.[1]?.toLocaleLowerCase();
  if (begun === undefined) {
    return [];
  }
  return members
    .filter((each) => each.name.toLocaleLowerCase().startsWith(begun))
    .filter((each) => each.name.toLocaleLowerCase() !== begun.trimEnd())
    .slice(0, OFFERED);
}

function completed(text: string, member: Member): string {
  return text.replace(/@[^@\n]{0,40}$/u, `@${member.name} `);
}

/** Whom the text names. */
function mentioned(text: string, members: Member[]): Member[] {
  return members.filter((each) => text.includes(`@${each.name}`));
}
