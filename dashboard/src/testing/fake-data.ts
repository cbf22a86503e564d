import type {
  Billing,
  Contact,
  Conversation,
  Me,
  Message,
  MetaApp,
  Subscription,
  WhatsAppNumber,
} from "../api/types.ts";

/** The moment all fake times are counted from. */
export const startedAt = Date.now();

const MINUTE = 60_000;

export function minutesAgo(minutes: number): string {
  return new Date(startedAt - minutes * MINUTE).toISOString();
}

const allCapabilities: Me["member"]["capabilities"] = [
  "inbox.see_all",
  "inbox.take",
  "inbox.assign",
  "inbox.reply",
  "inbox.resolve",
  "channels.manage",
  "members.see",
  "api_keys.manage",
  "contacts.see_phone",
  "contacts.export",
  "contacts.erase",
  "parked.see",
  "settings.manage",
  "billing.manage",
  "workspace.close",
  "workspace.export",
];

export function makeMe(changes: Partial<Me> = {}): Me {
  return {
    person: { id: "p1", name: "Ayesha Khan", login: "ayesha", email: "ayesha@example.com" },
    workspace: {
      id: "org_00000000000000000000000000000001",
      name: "Karachi Kitchen Supplies",
      time_zone: "Asia/Karachi",
      locale: "en",
      visibility: "own",
      status: "active",
      reason: null,
      purge_at: null,
    },
    member: { id: "m1", role: "owner", capabilities: [...allCapabilities] },
    step_ins: [],
    workspaces: [
      { id: "org_00000000000000000000000000000001", name: "Karachi Kitchen Supplies" },
      { id: "org_00000000000000000000000000000002", name: "Lahore Book House" },
    ],
    realtime: { epoch: "e1", seq: 0 },
    version: "test",
    ...changes,
  } as Me;
}

export function makeBilling(changes: Partial<Billing> = {}): Billing {
  return {
    state: "active",
    plan: "growth",
    trial_ends_at: null,
    ends_at: null,
    pauses_at: null,
    bank: null,
    transfer: null,
    is_paying: false,
    owed: [],
    provider: "manual",
    staff: { used: 3, limit: 10 },
    has_api: true,
    subscription: null,
    ...changes,
  };
}

export function makeSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    state: "active",
    plan: "growth",
    interval: "month",
    amount: 3100,
    currency: "USD",
    paid_until: "2026-04-02T09:00:00Z",
    change: null,
    change_at: null,
    asked: null,
    is_locked: false,
    ...changes,
  };
}

export function makeContact(id: string, changes: Partial<Contact> = {}): Contact {
  return {
    id,
    name: null,
    profile_name: `Customer ${id}`,
    phone: "+92 300 1234567",
    username: null,
    ...changes,
  };
}

export function makeMessage(id: string, changes: Partial<Message> = {}): Message {
  return {
    id,
    conversation_id: "c1",
    direction: "in",
    origin: "live",
    type: "text",
    text: `Text of ${id}`,
    media: null,
    status: changes.direction === "out" ? "sent" : "received",
    wamid: `wamid.${id}`,
    client_id: null,
    author: null,
    reply_to: null,
    refers_to: null,
    content: null,
    referral: null,
    forwarded: false,
    reactions: [],
    refused_reaction: null,
    edits: [],
    deleted: null,
    template: null,
    sent_at: minutesAgo(10),
    stored_at: minutesAgo(10),
    error: null,
    placeholder: null,
    seq: 1,
    ...changes,
  };
}

export function makeConversation(id: string, changes: Partial<Conversation> = {}): Conversation {
  return {
    id,
    number: { id: "n1", display_phone_number: "+92 21 35840000", name: "Kitchen Supplies" },
    contact: makeContact(`k-${id}`),
    status: "open",
    snoozed_until: null,
    tags: [],
    assignee: { id: "m1", name: "Ayesha Khan" },
    unread: 0,
    last_message: {
      id: `last-${id}`,
      direction: "in",
      type: "text",
      text: `Last words of ${id}`,
      status: "received",
      at: minutesAgo(10),
    },
    last_message_at: minutesAgo(10),
    window_expires_at: new Date(startedAt + 10 * 60 * MINUTE).toISOString(),
    waiting_since: null,
    seq: 1,
    last_message_seq: 1,
    ...changes,
  };
}

export function makeMetaApp(id: string, changes: Partial<MetaApp> = {}): MetaApp {
  return {
    id,
    app_id: "1234567890",
    callback_url: "https://chat.example.com/webhooks/whatsapp/k3y",
    verify_token: "made-here",
    verified_at: null,
    numbers: 0,
    created_at: minutesAgo(5),
    ...changes,
  };
}

export function makeNumber(id: string, changes: Partial<WhatsAppNumber> = {}): WhatsAppNumber {
  return {
    id,
    display_phone_number: "+92 21 35840000",
    verified_name: "Karachi Kitchen Supplies",
    phone_number_id: "106540352242922",
    waba_id: "102290129340398",
    status: "connected",
    callback_url: "https://chat.example.com/webhooks/whatsapp/k3y",
    verify_token_set: true,
    app: "own",
    connected_at: minutesAgo(600),
    quality: "GREEN",
    hold_reason: null,
    health: null,
    ...changes,
  };
}
