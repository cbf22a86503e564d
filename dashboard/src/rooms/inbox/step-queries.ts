import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import type { Message, MessageStep } from "../../api/types.ts";
import { inboxKeys } from "./keys.ts";

/** How far a message came; asked when somebody looks, and again when it came farther. */
export function useSteps(message: Message) {
  return useQuery({
    queryKey: inboxKeys.steps(message.id, message.status),
    queryFn: ({ signal }) =>
      call<{ steps: MessageStep[] }>(
        "GET",
        `/conversations/${message.conversation_id}/messages/${message.id}/steps`,
        { signal },
      ),
  });
}
