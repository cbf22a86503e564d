import { useMutation } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { mayRetry } from "../../api/failures.ts";
import type { Message } from "../../api/types.ts";

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
