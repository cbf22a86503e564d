/** The product's words for the generated shapes: the only file that knows the generator's layout. */
import type { components } from "./generated.ts";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Standing = Schemas["Standing"];
export type Billing = Schemas["Billing"];
export type Owed = Schemas["Owed"];
export type Plan = Schemas["Plan"];
export type Price = Schemas["Price"];
export type Checkout = Schemas["Checkout"];
export type Subscription = Schemas["Subscription"];
export type Invoice = Schemas["Invoice"];
export type Bank = Schemas["Bank"];
export type Transfer = Schemas["Transfer"];
export type InvoiceRecipient = Schemas["InvoiceRecipient"];
export type PlanPreview = Schemas["PlanPreview"];
export type Capability = Schemas["Capability"];
export type Conversation = Schemas["Conversation"];
export type Contact = Schemas["ContactRef"];
export type Message = Schemas["Message"];
export type Note = Schemas["Note"];
export type Tag = Schemas["Tag"];
export type QuickReply = Schemas["QuickReply"];
export type NewQuickReply = Schemas["QuickReplyIn"];
export type SavedView = Schemas["View"];
export type NewView = Schemas["ViewIn"];
export type HistoryLine = Schemas["HistoryLine"];
export type ConversationRules = Schemas["Rules"];
export type NewConversationRules = Schemas["RulesIn"];
export type Attendance = Schemas["Attendance"];
export type OwnAttendance = Schemas["OwnAttendance"];
export type Mention = Schemas["Mention"];
export type FoundMessage = Schemas["FoundMessage"];
export type FoundContact = Schemas["FoundContact"];
export type MessageStep = Schemas["Step"];
export type MessageStatus = Message["status"];
export type Media = Schemas["Media"];
export type Counts = Schemas["Counts"];
export type Draft = Schemas["Draft"];
export type DraftIn = Schemas["DraftIn"];
export type UnsentReply = Schemas["UnsentReply"];
export type Member = Schemas["Member"];
export type WhatsAppNumber = Schemas["Number"];
export type MetaApp = Schemas["MetaApp"];
export type NumberHealth = Schemas["Health"];
export type NumberOptions = Schemas["NumberOptions"];
export type Template = Schemas["Template"];
export type TemplateGap = Schemas["TemplateGap"];
export type ApiKey = Schemas["ApiKey"];
export type StepIn = Schemas["StepIn"];
export type Role = Seat["role"];
export type Team = Schemas["Team"];
export type Seat = Schemas["Seat"];
export type TemporaryPassword = Schemas["TemporaryPassword"];
export type Invitation = Schemas["Invitation"];
export type NewInvitation = Schemas["NewInvitation"];
export type WorkspaceSettings = Schemas["Settings"];
export type NewSettings = Schemas["SettingsIn"];
export type SessionTimes = Schemas["SessionTimes"];
export type AuditEvent = Schemas["AuditEvent"];
export type AuditVerdict = Schemas["AuditVerdict"];
export type Retention = Schemas["Retention"];
export type CustomerExport = Schemas["Export"];
export type PolicyNotice = Schemas["PolicyNotice"];
export type Loss = Schemas["Loss"];
export type WholeExport = Schemas["WholeExport"];
export type Closing = Schemas["Closing"];
export type NewApiKey = Schemas["NewApiKey"];
export type Parked = Schemas["Parked"];

/** A keyset page, as every list of the API answers. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  /** Where a thread can be read on towards now; null or absent when its end is here. */
  newer_cursor?: string | null;
}
