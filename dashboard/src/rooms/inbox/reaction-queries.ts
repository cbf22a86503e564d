import { useMutation } from "@tanstack/react-query";
import { call, withQuery } from "../../api/client.ts";
import { mayRetry } from "../../api/failures.ts";
import type { Message, Page } from "../../api/types.ts";

const ATTEMPTS = 3;

/** Puts a mark on a message; an empty emoji takes it back. The push shows it to everybody. */
export function useReact(message: Message) {
  return useMutation({
    mutationFn: ({ id, emoji }: { id: string; emoji: string }) =>
      call<Message>("POST", `/conversations/${message.conversation_id}/messages`, {
        body: { client_id: id, type: "reaction", reaction: { message_id: message.id, emoji } },
      }),
    retry: (failures, error) => failures < ATTEMPTS && mayRetry(error),
  });
}

/** Takes a reaction that WhatsApp refused off its message. The push shows it to everybody. */
export function useDismissRefusal({ id, conversation_id }: Message) {
  return useMutation({
    mutationFn: () =>
      call<void>("DELETE", `/conversations/${conversation_id}/messages/${id}/refusal`),
    retry: (failures, error) => failures < ATTEMPTS && mayRetry(error),
  });
}

/** Why our reaction on a message was refused, in the reader's language; null where it is not said. */
export async function refusalOn(conversationId: string, markedId: string | null) {
  if (markedId === null) {
    return null;
  }
  const path = withQuery(`/conversations/${conversationId}/messages`, {
    around: markedId,
    limit: 1,
  });
  try {
    const { items } = await call<Page<Message>>("GET", path);
    return items.find((each) => each.id === markedId)?.refused_reaction?.error ?? null;
  } catch {
    return null;
  }
}
