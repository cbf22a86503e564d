import type { Push } from "../../api/pushes.ts";
import type { Contact, Conversation, Message } from "../../api/types.ts";
import {
  contactInList,
  dropFromList,
  type ListCache,
  placeInList,
  tickInList,
  withContact,
  withTick,
} from "./list-cache.ts";
import { changeInTimeline, placeInTimeline, type Timeline } from "./timeline-cache.ts";

/** Everything of the inbox that this page has loaded. */
export interface InboxCache {
  memberId: string;
  lists: ListCache[];
  conversations: Record<string, Conversation>;
  timelines: Record<string, Timeline>;
  /** Counts are the server's to say: after a change that may move them they are asked for again. */
  countsStale: boolean;
}

/** What a push means for the inbox. Pure: the same cache and push always give the same cache. */
export function applyToInbox(cache: InboxCache, push: Push): InboxCache {
  switch (push.type) {
    case "message.stored":
      return storeMessage(placeConversation(cache, push.conversation), push.message);
    case "message.changed":
      return changeMessage(cache, push.message);
    case "conversation.changed":
      return placeConversation(cache, push.conversation);
    case "conversation.removed":
      return removeConversation(cache, push.conversation_id);
    case "contact.changed":
      return changeContact(cache, push.contact);
    case "number.changed":
    case "note.changed":
    case "standing.changed":
    case "presence":
      return cache;
    default:
      return push satisfies never;
  }
}

/** Brings a conversation up to date wherever it is shown. */
export function placeConversation(cache: InboxCache, conversation: Conversation): InboxCache {
  const known = cache.conversations[conversation.id];
  const newer = known !== undefined && known.seq <= conversation.seq;
  return {
    ...cache,
    lists: cache.lists.map((list) => placeInList(list, conversation, cache.memberId)),
    conversations: newer
      ? { ...cache.conversations, [conversation.id]: conversation }
      : cache.conversations,
    countsStale: true,
  };
}

/** Adds a message to its thread, if that is loaded. */
export function storeMessage(cache: InboxCache, message: Message): InboxCache {
  if (isMark(message)) {
    return cache;
  }
  return editTimeline(cache, message.conversation_id, (timeline) =>
    placeInTimeline(timeline, message),
  );
}

/** A reaction, edit or deletion shows on the message it speaks of, which is told of as well. */
function isMark({ type, refers_to }: Message): boolean {
  return refers_to !== null && (type !== "edit" || refers_to.id !== null);
}

function changeMessage(cache: InboxCache, message: Message): InboxCache {
  const changed = editTimeline(cache, message.conversation_id, (timeline) =>
    changeInTimeline(timeline, message),
  );
  const known = changed.conversations[message.conversation_id];
  return {
    ...changed,
    lists: changed.lists.map((list) => tickInList(list, message)),
    conversations: known
      ? { ...changed.conversations, [known.id]: withTick(known, message) }
      : changed.conversations,
  };
}

function removeConversation(cache: InboxCache, id: string): InboxCache {
  const { [id]: _conversation, ...conversations } = cache.conversations;
  const { [id]: _timeline, ...timelines } = cache.timelines;
  return {
    ...cache,
    lists: cache.lists.map((list) => dropFromList(list, id)),
    conversations,
    timelines,
    countsStale: true,
  };
}

function changeContact(cache: InboxCache, contact: Contact): InboxCache {
  return {
    ...cache,
    lists: cache.lists.map((list) => contactInList(list, contact)),
    conversations: Object.fromEntries(
      Object.entries(cache.conversations).map(([id, row]) => [id, withContact(row, contact)]),
    ),
  };
}

function editTimeline(
  cache: InboxCache,
  id: string,
  edit: (timeline: Timeline) => Timeline,
): InboxCache {
  const timeline = cache.timelines[id];
  if (timeline === undefined) {
    return cache;
  }
  const edited = edit(timeline);
  return edited === timeline
    ? cache
    : { ...cache, timelines: { ...cache.timelines, [id]: edited } };
}
