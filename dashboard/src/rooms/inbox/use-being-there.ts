import { useCallback, useEffect, useRef } from "react";
import { whereabouts } from "../../realtime/whereabouts.ts";

/** Who only passes through on the way to another conversation is not announced. */
const SETTLED = 400;
/** One sign of typing says enough for so long. */
const PAUSE = 3_000;

function be(conversationId: string | null, typing = false): void {
  whereabouts.set({ type: "presence", conversation_id: conversationId, typing });
}

/**
 * Says to colleagues that this conversation is open here, as long as the page is in sight.
 *
 * The answer takes what stands in the box while somebody types; an empty box is no typing.
 */
export function useBeingThere(conversationId: string): (text: string) => void {
  const saidAt = useRef(0);
  useEffect(() => {
    const tell = () => be(document.hidden ? null : conversationId);
    const settled = setTimeout(tell, SETTLED);
    document.addEventListener("visibilitychange", tell);
    return () => {
      clearTimeout(settled);
      document.removeEventListener("visibilitychange", tell);
      saidAt.current = 0;
      if (whereabouts.get().conversation_id !== null) {
        be(null);
      }
    };
  }, [conversationId]);

  return useCallback(
    (text: string) => {
      const now = Date.now();
      if (text.trim() === "") {
        if (saidAt.current > 0) {
          be(conversationId);
        }
        saidAt.current = 0;
      } else if (now - saidAt.current >= PAUSE) {
        saidAt.current = now;
        be(conversationId, true);
      }
    },
    [conversationId],
  );
}
