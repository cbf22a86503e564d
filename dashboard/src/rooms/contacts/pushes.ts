import type { Push } from "../../api/pushes.ts";
import type { Contact } from "../../api/types.ts";

/** One loaded contact, or nothing yet. */
export type ContactCache = Contact | undefined;

/** What a push means for a loaded contact. Pure. */
export function applyToContact(cache: ContactCache, push: Push): ContactCache {
  switch (push.type) {
    case "contact.changed":
      return cache?.id === push.contact.id ? push.contact : cache;
    case "message.stored":
    case "conversation.changed":
      return cache?.id === push.conversation.contact.id ? push.conversation.contact : cache;
    case "message.changed":
    case "conversation.removed":
    case "number.changed":
    case "note.changed":
    case "standing.changed":
    case "presence":
      return cache;
    default:
      return push satisfies never;
  }
}
