import { useRef } from "react";
import type { Conversation } from "../../api/types.ts";
import { useMay, useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { useAssign, useMembers } from "./queries.ts";

/**
 * After a reply to a customer whom nobody holds: offers once to take the conversation, so that two
 * colleagues do not answer the same one. Who works alone is not asked.
 */
export function useOfferTaking(conversation: Conversation): () => void {
  const { member } = useViewer();
  const mayTake = useMay("inbox.take");
  const assign = useAssign();
  const offered = useRef(false);
  const unheld = mayTake && conversation.assignee === null;
  const team = useMembers(unheld).data ?? [];
  return () => {
    if (!unheld || offered.current || team.length < 2) {
      return;
    }
    offered.current = true;
    showToast(i18n._("Nobody holds this conversation."), {
      label: i18n._("Take it"),
      run: () => assign.mutate({ conversation, memberId: member.id }),
    });
  };
}
