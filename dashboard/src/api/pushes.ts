/* generated: `make generate` writes this file from the server's shapes. Do not edit. */
import type { components } from "./generated.ts";

type Schemas = components["schemas"];

export interface MessageStored {
  type: "message.stored";
  conversation: Schemas["Conversation"];
  message: Schemas["Message"];
}

export interface MessageChanged {
  type: "message.changed";
  conversation_id: string;
  message: Schemas["Message"];
}

export interface ConversationChanged {
  type: "conversation.changed";
  conversation: Schemas["Conversation"];
}

export interface ConversationRemoved {
  type: "conversation.removed";
  conversation_id: string;
}

export interface NumberChanged {
  type: "number.changed";
  number: Schemas["Number"];
}

export interface StandingPush {
  type: "standing.changed";
}

export interface ContactChanged {
  type: "contact.changed";
  contact: Schemas["ContactRef"];
}

export interface NoteChanged {
  type: "note.changed";
  note: Schemas["Note"];
}

export interface PresenceChanged {
  type: "presence";
  conversation_id: string;
  member_id: string;
  name: string;
  doing: "viewing" | "typing" | "gone";
}

export type Push =
  | MessageStored
  | MessageChanged
  | ConversationChanged
  | ConversationRemoved
  | NumberChanged
  | StandingPush
  | ContactChanged
  | NoteChanged
  | PresenceChanged;

/** What a page says over the socket. */
export interface Whereabouts {
  type: "presence";
  conversation_id: string | null;
  typing: boolean;
}

/** The same: whether somebody is at it. */
export interface Attending {
  type: "attending";
  attending: boolean;
}
