import type { Message } from "../../api/types.ts";
import { hasMore, hasNewer, itemsOf, type Paged, repage } from "./pages.ts";

export type Timeline = Paged<Message>;

/** Latest first by the provider's time: a message that comes late stands where it belongs. */
function latestFirst(a: Message, b: Message): number {
  const order = Date.parse(b.sent_at) - Date.parse(a.sent_at);
  return order === 0 ? b.id.localeCompare(a.id) : order;
}

/** Adds a message or brings it up to date; older news than what is shown changes nothing. */
export function placeInTimeline(timeline: Timeline, message: Message): Timeline {
  const items = itemsOf(timeline);
  const known = items.find((item) => item.id === message.id);
  if (known && known.seq >= message.seq) {
    return timeline;
  }
  const others = items.filter((item) => item.id !== message.id);
  const last = others[others.length - 1];
  if (!known && last && hasMore(timeline) && latestFirst(last, message) < 0) {
    return timeline;
  }
  const first = others[0];
  if (!known && first && hasNewer(timeline) && latestFirst(first, message) > 0) {
    return timeline;
  }
  return repage(timeline, [...others, message].sort(latestFirst));
}

/** Changes a message that is loaded; one that is not loaded will come with its page. */
export function changeInTimeline(timeline: Timeline, message: Message): Timeline {
  const known = itemsOf(timeline).some((item) => item.id === message.id);
  return known ? placeInTimeline(timeline, message) : timeline;
}
