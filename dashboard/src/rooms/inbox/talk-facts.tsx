import type { Conversation } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { useNotes } from "./note-queries.ts";
import { TagsCard } from "./tags-card.tsx";
import "./talk-facts.css";

const SHOWN = 5;

/** Below the customer's card: the tags of the conversation, and what colleagues noted last. */
export function TalkFacts({ conversation }: { conversation: Conversation }) {
  const notes = useNotes(conversation.id, null).filter((note) => note.deleted_at === null);
  const now = useNow();
  return (
    <div className="talk-facts">
      <TagsCard conversation={conversation} />
      <h3>{i18n._("Notes")}</h3>
      {notes.length === 0 ? <p className="facts-absent">{i18n._("None yet")}</p> : null}
      <ul>
        {notes.slice(0, SHOWN).map((note) => (
          <li key={note.id} className="talk-note">
            <p dir="auto">{note.text}</p>
            <span className="talk-note-by">
              <bdi>{note.author.name}</bdi>
              <time dateTime={note.created_at} title={fullTime(note.created_at)}>
                {briefTime(note.created_at, now)}
              </time>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
