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
    audio: i18n._("Voice message"),
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
    template: i18n._("Template"),
    video: i18n._("Video"),
  };
  return words[kind] ?? i18n._("Message");
}

/** One line that stands for a message, in a list row or a quote. */
export function messageLine(message: Pick<Message, "type" | "text">): string {
  return message.text || kindWords(message.type);
}
