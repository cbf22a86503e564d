import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { showToast } from "../../ui/toast.tsx";
import { inboxKeys } from "./keys.ts";
import { hasNewer, itemsOf, type Paged } from "./pages.ts";
import { moveTimeline } from "./timeline-queries.ts";

/** Where the thread is to stand: at a message, or at its end (`id` null). */
export interface Target {
  id: string | null;
  turn: number;
}

export interface Jumping {
  target: Target | null;
  /** Goes to a message, loading what stands around it where it is not here. */
  jump(id: string): void;
  /** Goes to the end of the thread. */
  toEnd(): void;
}

/** Going to places of a thread; `asked` is the message that the address names. */
export function useJump(conversationId: string, asked: string | null): Jumping {
  const client = useQueryClient();
  const [target, setTarget] = useState<Target | null>(null);
  const go = useCallback(
    async (id: string | null) => {
      const known = client.getQueryData<Paged<Message>>(inboxKeys.timeline(conversationId));
      const here = id === null ? !hasNewer(known) : itemsOf(known).some((each) => each.id === id);
      try {
        if (known !== undefined && !here) {
          await moveTimeline(client, conversationId, id === null ? null : `around:${id}`);
        }
        setTarget((before) => ({ id, turn: (before?.turn ?? 0) + 1 }));
      } catch {
        showToast(i18n._("This part of the conversation could not be loaded. Try again."));
      }
    },
    [client, conversationId],
  );
  useEffect(() => {
    const known = client.getQueryData<Paged<Message>>(inboxKeys.timeline(conversationId));
    if (asked !== null || hasNewer(known)) {
      void go(asked);
    }
  }, [asked, client, conversationId, go]);
  return { target, jump: (id) => void go(id), toEnd: () => void go(null) };
}
