import type { Push } from "../api/pushes.ts";
import type {
  Attendance,
  Billing,
  Conversation,
  ConversationRules,
  Counts,
  HistoryLine,
  Invoice,
  Me,
  Message,
  MetaApp,
  Note,
  PlanPreview,
  PolicyNotice,
  Transfer,
  UnsentReply,
  WhatsAppNumber,
} from "../api/types.ts";
import { makeBilling, makeMe } from "./fake-data.ts";

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export type FakeRoute = [
  method: string,
  path: RegExp,
  answer: (server: FakeServer, request: FakeRequest, id: string) => FakeAnswer,
];

type SentFrame = { type: string; seq: number; prev: number };

/** A server with the API's rules and no network: for tests and for looking at the screens. */
export class FakeServer {
  me: Me;
  seq = 10;
  epoch = "e1";
  build = "b1";
  conversations = new Map<string, Conversation>();
  messages = new Map<string, Message[]>();
  drafts = new Map<string, string>();
  unsent = new Map<string, UnsentReply[]>();
  notes: Note[] = [];
  history: HistoryLine[] = [];
  rules: ConversationRules = {
    giving: "by_hand",
    open_limit: null,
    leads_too: true,
    pass_on_after_minutes: null,
    resolve_after_days: null,
    resolve_unanswered: false,
  };
  turns: Attendance[] = [];
  away = false;
  numbers: WhatsAppNumber[] = [];
  metaApps: MetaApp[] = [];
  billing: Billing = makeBilling();
  transfers: Transfer[] = [];
  invoices: Invoice[] = [];
  /** What Paddle says that a change of the plan costs; null: a usual one. */
  preview: PlanPreview | null = null;
  /** Whether plans can be paid online here. */
  sellsOnline = false;
  apiKeys: { id: string; name: string }[] = [];
  /** Whether making a key asks first who you are. */
  retentionDays = 30;
  policyNotices: PolicyNotice[] = [];
  erased: string[] = [];
  exportsReady = false;
  wholeExport = "making";
  mustConfirm = false;
  /** The person who looks has lost their seat. */
  removed = false;
  requests: string[] = [];
  frames: SentFrame[] = [];
  /** Answers to give instead of the true one, each once, by "METHOD /path". */
  readonly faults = new Map<string, (FakeAnswer | "no answer" | "lost answer")[]>();
  readonly listeners = new Set<(frame: unknown) => void>();

  readonly #routes: FakeRoute[];

  constructor(routes: FakeRoute[], me: Me = makeMe()) {
    this.#routes = routes;
    this.me = me;
  }

  add(conversation: Conversation, messages: Message[] = []): void {
    this.conversations.set(conversation.id, conversation);
    this.messages.set(conversation.id, messages);
  }

  /** Answers a call, or throws as the browser does when no answer comes. */
  handle(request: FakeRequest): FakeAnswer {
    const name = `${request.method} ${request.path}`;
    this.requests.push(name);
    const fault = this.faults.get(name)?.shift();
    if (fault === "no answer") {
      throw new TypeError("Failed to fetch");
    }
    if (fault !== undefined && fault !== "lost answer") {
      return fault;
    }
    const answer = this.#route(request);
    if (fault === "lost answer") {
      throw new TypeError("Failed to fetch");
    }
    return answer;
  }

  #route(request: FakeRequest): FakeAnswer {
    for (const [method, path, answer] of this.#routes) {
      const match = path.exec(request.path);
      if (method === request.method && match) {
        return answer(this, request, match[1] ?? "");
      }
    }
    return problem(404, "not_found", "This is not here.");
  }

  /** The operator suspends the workspace, or (null) lifts it. */
  suspend(reason: string | null): void {
    const status = reason === null ? "active" : "suspended";
    this.me = { ...this.me, workspace: { ...this.me.workspace, status, reason } };
    this.emit({ type: "standing.changed" });
  }

  /** The plan changes; a paused one stops the workspace. */
  plan(changes: Partial<Billing>): void {
    this.billing = makeBilling(changes);
    const status = this.billing.state === "paused" ? "paused" : "active";
    this.me = { ...this.me, workspace: { ...this.me.workspace, status } };
    this.emit({ type: "standing.changed" });
  }

  /** An owner closes the workspace until it is deleted, or (null) takes that back. */
  close(purgeAt: string | null): void {
    const status = purgeAt === null ? "active" : "closing";
    this.me = { ...this.me, workspace: { ...this.me.workspace, status, purge_at: purgeAt } };
    this.emit({ type: "standing.changed" });
  }

  /** Operators look in, or look no more. */
  lookIn(stepIns: Me["step_ins"]): void {
    this.me = { ...this.me, step_ins: stepIns };
    this.emit({ type: "standing.changed" });
  }

  /** Tells everybody what happened, as the socket would. */
  emit(push: Push): void {
    const prev = this.seq;
    this.seq += 1;
    const frame = { ...push, seq: this.seq, prev };
    this.frames.push(frame);
    for (const listener of [...this.listeners]) {
      listener(frame);
    }
  }

  /** Changes a conversation and announces it. */
  change(id: string, changes: Partial<Conversation>): Conversation {
    const known = this.conversations.get(id);
    if (known === undefined) {
      throw new Error(`no conversation ${id}`);
    }
    const conversation = { ...known, ...changes, seq: this.seq + 1 };
    this.conversations.set(id, conversation);
    this.emit({ type: "conversation.changed", conversation });
    return conversation;
  }

  /** Stores a message and announces it with its conversation. */
  store(message: Message): Message {
    const stored = { ...message, seq: this.seq + 1 };
    const known = this.conversations.get(message.conversation_id);
    if (known === undefined) {
      throw new Error(`no conversation ${message.conversation_id}`);
    }
    const conversation: Conversation = {
      ...known,
      unread: message.direction === "in" ? known.unread + 1 : 0,
      last_message: { ...stored, at: stored.sent_at },
      last_message_at: stored.sent_at,
      seq: stored.seq,
      last_message_seq: stored.seq,
    };
    this.conversations.set(known.id, conversation);
    this.messages.set(known.id, [...(this.messages.get(known.id) ?? []), stored]);
    this.emit({ type: "message.stored", conversation, message: stored });
    return stored;
  }

  /** Changes a stored message, its ticks for one, and announces it. */
  changeMessage(conversationId: string, id: string, changes: Partial<Message>): void {
    const messages = this.messages.get(conversationId) ?? [];
    const known = messages.find((each) => each.id === id);
    if (known === undefined) {
      throw new Error(`no message ${id}`);
    }
    const message = { ...known, ...changes, seq: this.seq + 1 };
    this.messages.set(
      conversationId,
      messages.map((each) => (each.id === id ? message : each)),
    );
    this.emit({ type: "message.changed", conversation_id: conversationId, message });
  }

  counts(): Counts {
    const open = [...this.conversations.values()].filter((each) => each.status === "open");
    const count = (rows: Conversation[]) => ({
      open: rows.length,
      unread: rows.filter((row) => row.unread > 0).length,
    });
    return {
      mine: count(open.filter((row) => row.assignee?.id === this.me.member.id)),
      unassigned: count(open.filter((row) => row.assignee === null)),
      all: count(open),
    };
  }
}

export function ok(body: unknown, status = 200): FakeAnswer {
  return { status, body };
}

export function problem(status: number, code: string, detail: string, more = {}): FakeAnswer {
  return {
    status,
    body: {
      type: `urn:chatsync:problem:${code}`,
      title: detail,
      status,
      detail,
      code,
      ...more,
    },
  };
}
