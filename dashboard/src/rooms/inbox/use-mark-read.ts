import { useEffect, useSyncExternalStore } from "react";
import type { Conversation } from "../../api/types.ts";
import { useOnlyLooks } from "../../api/viewer.tsx";
import { useReadMark } from "./queries.ts";

function watchVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}

/** Tells the server that the open thread was read, while somebody can see it. */
export function useMarkRead({ id, unread, last_message_seq: seq }: Conversation): void {
  const { mutate } = useReadMark();
  const onlyLooks = useOnlyLooks();
  const visible = useSyncExternalStore(
    watchVisibility,
    () => document.visibilityState === "visible",
  );
  useEffect(() => {
    if (visible && unread > 0 && !onlyLooks) {
      mutate({ id, seq });
    }
  }, [visible, unread, id, seq, mutate, onlyLooks]);
}
