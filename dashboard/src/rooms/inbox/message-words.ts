import type { Message, MessageStatus } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";

/** What happened to a message of ours, in words. */
export function statusWords(status: MessageStatus): string {
  const words: Record<MessageStatus, string> = {
    received: i18n._("Received"),
    queued: i18n._("Waiting to be sent"),
    sending: i18n._("Being sent"),
    accepted: i18n._("Sent"),
    sent: i18n._("Sent"),
    delivered: i18n._("Delivered"),
    read: i18n._("Read"),
    played: i18n._("Played"),
    failed: i18n._("Not delivered"),
    unknown: i18n._("Not known yet"),
  };
  return words[status];
}

/** What kind of thing a message is, for kinds that are not text. */
export function kindWords(kind: string): string {
  const words: Record<string, string> = {
    audio: i18n._("Sound"),
    button: i18n._("Button reply"),
    contacts: i18n._("Contact card"),
    document: i18n._("Document"),
    image: i18n._("Photo"),
    interactive: i18n._("Reply"),
    location: i18n._("Location"),
    order: i18n._("Order"),
    reaction: i18n._("Reaction"),
    sticker: i18n._("Sticker"),
    system: i18n._("WhatsApp notice"),
    edit: i18n._("Changed message"),
    revoke: i18n._("Deleted message"),
    unsupported: i18n._("Message that WhatsApp does not hand over"),
    template: i18n._("Template"),
    video: i18n._("Video"),
  };
  return words[kind] ?? i18n._("Message");
}

/** One line that stands for a message, in a list row or a quote. */
export function messageLine(
  message: Pick<Message, "type" | "text"> & Partial<Pick<Message, "media" | "deleted">>,
): string {
  const { type, text, media, deleted } = message;
  if (deleted || type === "revoke") {
    return i18n._("Deleted message");
  }
  if (type === "reaction") {
    return text ? i18n._("Reacted {emoji}", { emoji: text }) : i18n._("Took a reaction back");
  }
  if (type === "document" && !text && media?.file_name) {
    return media.file_name;
  }
  return text || kindWords(type);
}

/** What WhatsApp tells of the customer. */
export function noticeWords({ content }: Pick<Message, "content">): string {
  const notice = content?.kind === "notice" ? content : null;
  switch (notice?.event) {
    case "user_changed_number":
      return i18n._("The customer has a new phone number");
    case "user_changed_user_id":
      return i18n._("The customer has a new WhatsApp identity");
    case "customer_identity_changed":
      return i18n._("The customer set WhatsApp up again, perhaps on a new phone");
    default:
      return notice?.words ?? i18n._("WhatsApp notice");
  }
}

/** What could not be shown, in words. `what` is Meta's own. */
export function unsupportedWords(what: string | null): string {
  const words: Record<string, string> = {
    poll_creation: i18n._("A poll: WhatsApp shows it on the phone only"),
    gif: i18n._("A GIF: WhatsApp shows it on the phone only"),
    pin: i18n._("The customer pinned a message"),
    image: i18n._("A photo that WhatsApp did not hand over"),
    video: i18n._("A video that WhatsApp did not hand over"),
    audio: i18n._("A sound that WhatsApp did not hand over"),
    document: i18n._("A document that WhatsApp did not hand over"),
    sticker: i18n._("A sticker that WhatsApp did not hand over"),
  };
  return words[what ?? ""] ?? i18n._("A message that WhatsApp does not hand over");
}
