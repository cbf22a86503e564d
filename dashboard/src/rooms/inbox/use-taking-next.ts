import { refusalCode } from "../../api/failures.ts";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useTakeNext } from "./queries.ts";

/** Takes whoever has waited longest and opens the conversation. */
export function useTakingNext(open: (id: string) => void): { takeNext(): void; busy: boolean } {
  const take = useTakeNext();
  return {
    busy: take.isPending,
    takeNext() {
      if (take.isPending) {
        return;
      }
      take.mutate(undefined, {
        onSuccess: (conversation) => open(conversation.id),
        onError: (error) =>
          showToast(
            refusalCode(error) === "queue_empty"
              ? i18n._("No one is waiting right now.")
              : error.message,
          ),
      });
    },
  };
}
