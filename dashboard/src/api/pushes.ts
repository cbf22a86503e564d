/* generated: `make generate` writes this file from the server's push models. Do not edit. */
import type { components } from "./generated.ts";

type Conversation = components["schemas"]["ConversationOut"];
type Message = components["schemas"]["MessageOut"];
type Contact = components["schemas"]["ContactRef"];
type WhatsAppNumber = components["schemas"]["NumberOut"];

export interface MessageStored {
  type: "message.stored";
  conversation: Conversation;
  message: Message;
}
export interface MessageChanged {
  type: "message.changed";
  conversation_id: string;
  message: Message;
}
export interface ConversationChanged {
  type: "conversation.changed";
  conversation: Conversation;
}
export interface ConversationRemoved {
  type: "conversation.removed";
  conversation_id: string;
}
export interface NumberChanged {
  type: "number.changed";
  number: WhatsAppNumber;
}
export interface ContactChanged {
  type: "contact.changed";
  contact: Contact;
}

export type Push =
  | MessageStored
  | MessageChanged
  | ConversationChanged
  | ConversationRemoved
  | NumberChanged
  | ContactChanged;
