import { useState } from "react";
import type { Note } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { needsTallLines } from "../../lib/text.ts";
import { clockTime, fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { NoteForm } from "./note-form.tsx";
import { useSaveNote, useTakeBackNote } from "./note-queries.ts";
import "./note.css";
import { Changes } from "../../ui/changes.tsx";

/** A colleague's note, across the whole thread: nobody may take it for a message. */
export function NoteLine({ note }: { note: Note }) {
  const own = useViewer().member.id === note.author.id;
  const [editing, setEditing] = useState(false);
  const save = useSaveNote(note.conversation_id);
  if (note.deleted_at !== null) {
    return (
      <p className="colleague-note note-gone">
        {i18n._("{name} took back a note", { name: note.author.name })}
      </p>
    );
  }
  return (
    <article
      className="colleague-note"
      aria-label={i18n._("Note by {name}", { name: note.author.name })}
    >
      <header className="note-head">
        <Icon name="note" size={14} />
        <bdi className="note-author">{note.author.name}</bdi>
        <time dateTime={note.created_at} title={fullTime(note.created_at)}>
          {clockTime(note.created_at)}
        </time>
        {note.edited_at ? <span title={fullTime(note.edited_at)}>{i18n._("edited")}</span> : null}
        <span className="note-private">{i18n._("Only colleagues see this")}</span>
        {own && !editing ? (
          <Changes>
            <OwnNoteMenu note={note} onEdit={() => setEditing(true)} />
          </Changes>
        ) : null}
      </header>
      {editing ? (
        <NoteForm
          known={note}
          busy={save.isPending}
          error={save.error}
          onCancel={() => setEditing(false)}
          onSave={(text) =>
            save.mutate({ id: note.id, ...text }, { onSuccess: () => setEditing(false) })
          }
        />
      ) : (
        <NoteText note={note} />
      )}
    </article>
  );
}

function OwnNoteMenu({ note, onEdit }: { note: Note; onEdit(): void }) {
  const takeBack = useTakeBackNote();
  return (
    <Menu
      label={i18n._("Your note")}
      trigger={
        <Button look="quiet" icon="more" iconOnly busy={takeBack.isPending}>
          {i18n._("Change this note")}
        </Button>
      }
    >
      <MenuItem onSelect={onEdit}>{i18n._("Edit")}</MenuItem>
      <MenuItem
        onSelect={() => takeBack.mutate(note.id, { onError: (error) => showToast(error.message) })}
      >
        {i18n._("Take back")}
      </MenuItem>
    </Menu>
  );
}

/** The words, with the names of those who are told of it set off. */
function NoteText({ note }: { note: Note }) {
  const names = note.mentions.map((each) => `@${each.name}`);
  let offset = 0;
  return (
    <p className={needsTallLines(note.text) ? "note-text tall" : "note-text"} dir="auto">
      {splitAt(note.text, names).map((part) => {
        const key = offset;
        offset += part.length;
        return names.includes(part) ? (
          <strong key={key} className="note-mention">
            {part}
          </strong>
        ) : (
          part
        );
      })}
    </p>
  );
}

function splitAt(text: string, names: string[]): string[] {
  const found = names
    .map((name) => ({ name, at: text.indexOf(name) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
  if (found === undefined) {
    return text === "" ? [] : [text];
  }
  const rest = text.slice(found.at + found.name.length);
  return [text.slice(0, found.at), found.name, ...splitAt(rest, names)].filter(Boolean);
}
