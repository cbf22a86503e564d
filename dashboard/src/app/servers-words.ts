import type { QueryClient } from "@tanstack/react-query";
import type { Push } from "../api/pushes.ts";
import { pageLocale } from "../lib/page.ts";
import { channelKeys } from "../rooms/channels/keys.ts";
import { inboxKeys } from "../rooms/inbox/keys.ts";

/**
 * One push goes to readers of every language, so its reasons and advice are English. A page in
 * another language asks for them again: the server answers in the reader's own.
 */
export function rereadServersWords(client: QueryClient, push: Push): void {
  if (pageLocale() === "en") {
    return;
  }
  if (push.type === "message.stored" || push.type === "message.changed") {
    const { conversation_id, error, media, refused_reaction } = push.message;
    if (error || media?.reason || refused_reaction) {
      void client.invalidateQueries({ queryKey: inboxKeys.timeline(conversation_id) });
    }
  }
  if (push.type === "number.changed" && push.number.hold_reason) {
    void client.invalidateQueries({ queryKey: channelKeys.numbers });
  }
}
