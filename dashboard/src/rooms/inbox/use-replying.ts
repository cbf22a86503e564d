import { useQueryClient } from "@tanstack/react-query";
import type { Conversation, Message } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import { type Outgoing, type Sending, seenSeq } from "./outgoing.ts";
import { itemsOf, type Paged } from "./pages.ts";
import type { SendingDeeds } from "./sending-bubble.tsx";
import { forget, useSend } from "./sending-queries.ts";

/** Sending from the composer, and what can be done with a reply that did not go out. */
export function useReplying(
  conversation: Conversation,
  takeBack: (text: string) => void,
): { send(content: Outgoing["content"], quoted?: Message | null): void; deeds: SendingDeeds } {
  const client = useQueryClient();
  const { mutate } = useSend(conversation.id);

  function seenNow(): number {
    const timeline = client.getQueryData<Paged<Message>>(inboxKeys.timeline(conversation.id));
    return seenSeq(itemsOf(timeline), conversation.last_message_seq);
  }

  function send(content: Outgoing["content"], quoted: Message | null = null) {
    mutate({
      client_id: crypto.randomUUID(),
      conversation_id: conversation.id,
      made_at: new Date().toISOString(),
      content,
      seen_seq: seenNow(),
      ...(quoted === null ? {} : { reply_to: quoted.id }),
    });
  }

  function retry(sending: Sending, anyway: boolean) {
    const { seen_seq: _seen, ...rest } = sending.outgoing;
    forget(client, sending.outgoing);
    mutate(anyway ? rest : { ...rest, seen_seq: seenNow() });
  }

  function edit(sending: Sending) {
    forget(client, sending.outgoing);
    const { content } = sending.outgoing;
    if (content.type === "text" || content.type === "file") {
      takeBack(content.text);
    }
  }
  return { send, deeds: { retry, edit } };
}
