/** The product's words for the generated shapes: the only file that knows the generator's layout. */
import type { components } from "./generated.ts";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Capability = Schemas["Capability"];
export type Conversation = Schemas["ConversationOut"];
export type Contact = Schemas["ContactRef"];
export type Message = Schemas["MessageOut"];
export type MessageStatus = Message["status"];
export type Media = Schemas["MediaOut"];
export type Counts = Schemas["Counts"];
export type Draft = Schemas["DraftBody"];
export type Member = Schemas["MemberOut"];
export type WhatsAppNumber = Schemas["NumberOut"];
export type NumberOptions = Schemas["NumberOptionsOut"];
export type Template = Schemas["TemplateOut"];
export type ApiKey = Schemas["ApiKeyOut"];
export type NewApiKey = Schemas["NewApiKey"];
export type Parked = Schemas["ParkedOut"];

/** A keyset page, as every list of the API answers. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}
