import type { Conversation } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useClosure } from "./queries.ts";

/** Resolves or reopens, with six seconds to undo. */
export function useResolve({ id, status }: Conversation): () => void {
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
      showToast(to ? i18n._("Conversation resolved") : i18n._("Conversation reopened"), {
        label: i18n._("Undo"),
        run: () => change(!to, false),
      });
    }
  }
  return () => change(resolved, true);
}
