import type { Media, Message, Template, UnsentReply } from "../../api/types.ts";

/** A message on its way: what the composer made and the server has not yet confirmed. */
export interface Outgoing {
  /** Made here, unique in the database: sending twice with it stores once. */
  client_id: string;
  conversation_id: string;
  made_at: string;
  content:
    | { type: "text"; text: string }
    | { type: "file"; file: File; text: string }
    | {
        type: "template";
        name: string;
        language: string;
        components: unknown[];
        /** What stands at its top. */
        file: File | null;
        text: string;
        buttons: Template["buttons"];
      }
    /** A file or a template of ours once more, with what the server has of it. */
    | { type: "again"; message: Message };
  /** The last event the writer had on screen; without it the server does not hold the reply back. */
  seen_seq?: number;
  /** The message that this one quotes. */
  reply_to?: string;
}

/** An outgoing message and how far it got. */
export interface Sending {
  outgoing: Outgoing;
  state: "sending" | "retrying" | "waiting" | "failed";
  error: Error | null;
}

/** The body of the POST. A file is uploaded first; the server then says of which kind it is. */
export function sendBody(
  outgoing: Outgoing,
  media: Pick<Media, "id" | "kind"> | null,
): Record<string, unknown> {
  const { content, client_id, seen_seq, reply_to } = outgoing;
  const common = {
    client_id,
    type: content.type,
    ...(seen_seq === undefined ? {} : { seen_seq }),
    ...(reply_to === undefined ? {} : { reply_to }),
  };
  switch (content.type) {
    case "text":
      return { ...common, text: content.text };
    case "file":
      return {
        ...common,
        type: media?.kind,
        media_id: media?.id,
        ...(content.text === "" || media?.kind === "audio" ? {} : { text: content.text }),
      };
    case "template":
      return {
        ...common,
        template: {
          name: content.name,
          language: content.language,
          components: content.components,
        },
        ...(media ? { media_id: media.id } : {}),
      };
    case "again":
      return { ...common, ...onceMore(content.message) };
  }
}

function onceMore({ type, text, media, template }: Message): Record<string, unknown> {
  const file = media ? { media_id: media.id } : {};
  if (template) {
    const { name, language, components } = template;
    return { type, ...file, template: { name, language, components } };
  }
  return { type, ...file, ...(text ? { text } : {}) };
}

/** What the server keeps of a reply on its way, for a page that comes after this: words alone. */
export function unsentReply(outgoing: Outgoing): UnsentReply | null {
  const { content, client_id, made_at, reply_to, seen_seq } = outgoing;
  if (content.type !== "text") {
    return null;
  }
  return {
    client_id,
    text: content.text,
    made_at,
    reply_to: reply_to ?? null,
    seen_seq: seen_seq ?? null,
  };
}

/** The reply that an earlier page did not bring to the server, as it was sent. */
export function outgoingFrom(conversationId: string, unsent: UnsentReply): Outgoing {
  const { client_id, text, made_at, reply_to, seen_seq } = unsent;
  return {
    client_id,
    conversation_id: conversationId,
    made_at,
    content: { type: "text", text },
    ...(typeof seen_seq === "number" ? { seen_seq } : {}),
    ...(reply_to ? { reply_to } : {}),
  };
}

/** The file that goes along, if any. */
export function fileOf(content: Outgoing["content"]): File | null {
  return content.type === "file" || content.type === "template" ? content.file : null;
}

/** The newest event this page has shown of a thread: what the writer can have seen. */
export function seenSeq(messages: Message[], lastMessageSeq: number): number {
  return messages.reduce((newest, message) => Math.max(newest, message.seq), lastMessageSeq);
}
