import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Conversation, Message, UnsentReply } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";
import { type Outgoing, outgoingFrom, type Sending, seenSeq } from "./outgoing.ts";
import { itemsOf, type Paged } from "./pages.ts";
import type { SendingDeeds } from "./sending-bubble.tsx";
import { forget, isOnItsWay, useSend } from "./sending-queries.ts";
import { takeOverUnsent } from "./unsaved-drafts.ts";

/** Sends what an earlier page could not bring to the server, under the ids that it has. */
export function useSendingOn(conversationId: string, unsent: UnsentReply[] | null): void {
  const client = useQueryClient();
  const { mutate } = useSend(conversationId);
  useEffect(() => {
    if (unsent === null) {
      return;
    }
    takeOverUnsent(conversationId);
    for (const reply of unsent) {
      if (!isOnItsWay(client, conversationId, reply.client_id)) {
        mutate(outgoingFrom(conversationId, reply));
      }
    }
  }, [client, conversationId, unsent, mutate]);
}

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
