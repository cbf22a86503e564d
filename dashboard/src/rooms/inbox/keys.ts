/** Which conversations a list shows. Lives in the URL. */
export const queues = ["mine", "unassigned", "all"] as const;
export type Queue = (typeof queues)[number];
export const filters = ["open", "snoozed", "resolved"] as const;
export type Filter = (typeof filters)[number];
export const onlys = ["unread", "waiting", "closing"] as const;
export type Only = (typeof onlys)[number];

/** What a list keeps to beside its queue and state; null: everything. */
export interface Kept {
  tag: string | null;
  only: Only | null;
}

export const everything: Kept = { tag: null, only: null };

/** Query keys of the room: the only place that spells them. */
export const inboxKeys = {
  all: ["inbox"] as const,
  lists: ["inbox", "list"] as const,
  list: (queue: Queue, filter: Filter, kept: Kept = everything) =>
    ["inbox", "list", queue, filter, kept.tag ?? "", kept.only ?? ""] as const,
  counts: ["inbox", "counts"] as const,
  conversations: ["inbox", "conversation"] as const,
  conversation: (id: string) => ["inbox", "conversation", id] as const,
  timelines: ["inbox", "timeline"] as const,
  timeline: (id: string) => ["inbox", "timeline", id] as const,
  steps: (id: string, status: string) => ["inbox", "steps", id, status] as const,
  draft: (id: string) => ["inbox", "draft", id] as const,
  templates: (numberId: string) => ["inbox", "templates", numberId] as const,
  members: ["inbox", "members"] as const,
  media: (id: string, size: "thumbnail" | "full") => ["inbox", "media", id, size] as const,
  tags: ["inbox", "tags"] as const,
  views: ["inbox", "views"] as const,
  quickReplies: ["inbox", "quick-replies"] as const,
  histories: ["inbox", "history"] as const,
  history: (id: string) => ["inbox", "history", id] as const,
  notes: (id: string) => ["inbox", "notes", id] as const,
  rules: ["inbox", "rules"] as const,
  attendance: ["inbox", "attendance"] as const,
  turns: ["inbox", "attendance", "turns"] as const,
  ownAttendance: ["inbox", "attendance", "own"] as const,
  mentions: ["inbox", "mentions"] as const,
  search: (words: string) => ["inbox", "search", words] as const,
  sending: (id: string) => ["inbox", "sending", id] as const,
};
