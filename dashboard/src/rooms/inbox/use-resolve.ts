import type { Conversation } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useClosure } from "./queries.ts";

/** As wide as a screen can be on which the list, and Take next below it, are out of sight. */
const PHONE = "(max-width: 767px)";

/** Resolves or reopens, with six seconds to undo; on a phone the next customer is one press away. */
export function useResolve(
  { id, status }: Conversation,
  onTakeNext: (() => void) | null,
): () => void {
  const closure = useClosure();
  const resolved = status !== "resolved";

  function change(to: boolean, undoable: boolean) {
    closure.mutate(
      { id, resolved: to },
      {
        onError: (error) => showToast(error.message),
      },
    );
    if (undoable) {
      const undo = { label: i18n._("Undo"), run: () => change(!to, false) };
      const offersNext = to && onTakeNext !== null && matchMedia(PHONE).matches;
      const next = offersNext ? [{ label: i18n._("Take next"), run: onTakeNext }] : [];
      showToast(
        to ? i18n._("Conversation resolved") : i18n._("Conversation reopened"),
        undo,
        ...next,
      );
    }
  }
  return () => change(resolved, true);
}
