import type { Push } from "../../api/pushes.ts";
import type { Page, WhatsAppNumber } from "../../api/types.ts";

/** The loaded list of numbers, or nothing yet. */
export type NumbersCache = Page<WhatsAppNumber> | undefined;

/** What a push means for the numbers. Pure. */
export function applyToNumbers(cache: NumbersCache, push: Push): NumbersCache {
  switch (push.type) {
    case "number.changed":
      return cache && placeNumber(cache, push.number);
    case "message.stored":
    case "message.changed":
    case "conversation.changed":
    case "conversation.removed":
    case "contact.changed":
    case "note.changed":
    case "standing.changed":
    case "presence":
      return cache;
    default:
      return push satisfies never;
  }
}

export function placeNumber(
  cache: Page<WhatsAppNumber>,
  number: WhatsAppNumber,
): Page<WhatsAppNumber> {
  const known = cache.items.some((item) => item.id === number.id);
  const items = known
    ? cache.items.map((item) => (item.id === number.id ? number : item))
    : [...cache.items, number];
  return { ...cache, items };
}
