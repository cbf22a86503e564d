import { useEffect } from "react";
import type { FoundContact, FoundMessage } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { displayName, displayPhone } from "../../lib/names.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { messageLine } from "./message-words.ts";
import { type Found, isMessage } from "./search-queries.ts";
import { excerpt, type Piece } from "./search-words.ts";

interface ResultsProps {
  id: string;
  found: Found[];
  words: string;
  at: number;
  onChoose(found: Found): void;
}

/** What was found, customers first; one list for the keys. */
export function SearchResults({ id, found, words, at, onChoose }: ResultsProps) {
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView?.({ block: "nearest" });
  }, [id, at]);
  const firstMessage = found.findIndex(isMessage);
  return (
    <div id={id} role="listbox" aria-label={i18n._("Found")} className="search-list">
      {found.map((each, index) => (
        <div key={`${each.kind}-${each.id}`} role="presentation">
          {index === 0 && !isMessage(each) ? <Heading text={i18n._("Customers")} /> : null}
          {index === firstMessage ? <Heading text={i18n._("Messages")} /> : null}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box above */}
          <div
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="search-option"
            onClick={() => onChoose(each)}
          >
            {isMessage(each) ? (
              <MessageLine message={each} words={words} />
            ) : (
              <ContactLine contact={each} words={words} />
            )}
          </div>
        </div>
      ))}
    </div>
  );
}

function Heading({ text }: { text: string }) {
  return (
    <p className="search-heading" role="presentation">
      {text}
    </p>
  );
}

function ContactLine({ contact, words }: { contact: FoundContact; words: string }) {
  const name = displayName(contact);
  return (
    <>
      <Avatar name={name} />
      <span className="search-lines">
        <bdi className="search-name">
          <Marked pieces={excerpt(name, words)} />
        </bdi>
        <span className="search-facts">
          {contact.phone ? (
            <bdi dir="ltr" className="digits">
              {displayPhone(contact.phone)}
            </bdi>
          ) : null}{" "}
          {contact.name && contact.profile_name ? <bdi>{contact.profile_name}</bdi> : null}
        </span>
      </span>
    </>
  );
}

function MessageLine({ message, words }: { message: FoundMessage; words: string }) {
  const now = useNow();
  const name = displayName(message.contact);
  return (
    <>
      <Avatar name={name} />
      <span className="search-lines">
        <span className="search-who">
          <bdi className="search-name truncate">{name}</bdi>
          <time dateTime={message.sent_at} title={fullTime(message.sent_at)}>
            {briefTime(message.sent_at, now)}
          </time>
        </span>
        <span className="search-facts" dir="auto">
          {message.direction === "out" ? `${message.author?.name ?? i18n._("We")}: ` : null}
          <Marked pieces={excerpt(messageLine(message), words)} />
        </span>
      </span>
    </>
  );
}

function Marked({ pieces }: { pieces: Piece[] }) {
  let offset = 0;
  return pieces.map(({ text, hit }) => {
    const key = offset;
    offset += text.length;
    return hit ? <mark key={key}>{text}</mark> : text;
  });
}
