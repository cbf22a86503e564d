import { useState } from "react";
import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { clockTime, fullTime } from "../../lib/time.ts";
import { Icon } from "../../ui/icon.tsx";
import { BubbleText } from "./bubble-text.tsx";
import { AnswerDetails, ContactCards, OrderCard, PlaceCard, ReferralCard } from "./cards.tsx";
import { DocumentInThread, SoundInThread, StickerInThread } from "./files.tsx";
import { FilmInThread } from "./film.tsx";
import { kindWords, unsupportedWords } from "./message-words.ts";
import { PictureInThread } from "./picture.tsx";

/** What a bubble says: its file, its card, its words, or that it was deleted. */
export function MessageContent({ message }: { message: Message }) {
  if (message.deleted !== null) {
    return <Tombstone message={message} />;
  }
  return (
    <>
      {message.forwarded ? (
        <span className="bubble-badge">
          <Icon name="next" size={14} />
          {i18n._("Forwarded")}
        </span>
      ) : null}
      {message.referral ? <ReferralCard referral={message.referral} /> : null}
      <Said message={message} />
      {message.edits.length > 0 || message.type === "edit" ? <Edits message={message} /> : null}
    </>
  );
}

function Said({ message }: { message: Message }) {
  const { content, media, text } = message;
  if (media) {
    return (
      <>
        <FileOf message={message} media={media} />
        {text ? <BubbleText text={text} /> : null}
      </>
    );
  }
  switch (content?.kind) {
    case "location":
      return <PlaceCard place={content} />;
    case "contacts":
      return <ContactCards content={content} />;
    case "order":
      return (
        <>
          <OrderCard order={content} />
          {text ? <BubbleText text={text} /> : null}
        </>
      );
    case "answer":
      return (
        <>
          <BubbleText text={text ?? content.title ?? kindWords("interactive")} />
          <AnswerDetails answer={content} />
        </>
      );
    case "unsupported":
      return <Unsupported message={message} content={content} />;
    default:
      return <Words message={message} />;
  }
}

function FileOf({ message, media }: { message: Message; media: NonNullable<Message["media"]> }) {
  switch (media.kind) {
    case "image":
      return <PictureInThread media={media} />;
    case "sticker":
      return <StickerInThread media={media} />;
    case "audio":
      return <SoundInThread media={media} voice={message.content?.kind === "voice"} />;
    case "video":
      return <FilmInThread media={media} />;
    default:
      return <DocumentInThread media={media} />;
  }
}

function Words({ message }: { message: Message }) {
  if (message.text) {
    return <BubbleText text={message.text} />;
  }
  // The badge over it names the template; its words were not kept.
  if (message.template !== null) {
    return null;
  }
  return <p className="bubble-placeholder">{kindWords(message.type)}</p>;
}

type UnsupportedContent = Extract<NonNullable<Message["content"]>, { kind: "unsupported" }>;

/** What WhatsApp holds back, with WhatsApp's own reason. */
function Unsupported({ message, content }: { message: Message; content: UnsupportedContent }) {
  const reason = [content.details ?? content.title, content.code].filter(Boolean).join(" · ");
  return (
    <>
      <p className="bubble-placeholder">{unsupportedWords(content.what)}</p>
      {reason ? (
        <p className="bubble-reason">
          {i18n._("WhatsApp says:")} <bdi>{reason}</bdi>
        </p>
      ) : null}
      {message.text ? <BubbleText text={message.text} /> : null}
    </>
  );
}

/** A deleted message; what it said is kept and can be looked at. */
function Tombstone({ message }: { message: Message }) {
  const [open, setOpen] = useState(false);
  const at = message.deleted?.at ?? message.sent_at;
  return (
    <>
      <p className="bubble-placeholder" title={fullTime(at)}>
        {message.direction === "in"
          ? i18n._("The customer deleted this message")
          : i18n._("Deleted on the business phone")}
      </p>
      <button
        type="button"
        className="bubble-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? i18n._("Hide what it said") : i18n._("Show what it said")}
      </button>
      {open ? (
        <div className="bubble-kept">
          <Said message={message} />
        </div>
      ) : null}
    </>
  );
}

/** That the words were changed, and what they were before. */
function Edits({ message }: { message: Message }) {
  const [open, setOpen] = useState(false);
  if (message.edits.length === 0) {
    return <span className="bubble-badge">{i18n._("Changed; the first words never arrived")}</span>;
  }
  return (
    <>
      <button
        type="button"
        className="bubble-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {i18n._("Edited")}
      </button>
      {open ? (
        <ol className="bubble-kept" aria-label={i18n._("What it said before")}>
          {message.edits.map((earlier) => (
            <li key={earlier.at}>
              <time dateTime={earlier.at} title={fullTime(earlier.at)}>
                {clockTime(earlier.at)}
              </time>
              <BubbleText text={earlier.text ?? kindWords(message.type)} />
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}
