import { useEffect } from "react";
import { i18n } from "../../lib/i18n.ts";
import { useCounts } from "./queries.ts";

/** Shows in the browser's tab how many of one's own chats are unread. */
export function useUnreadInTitle(): void {
  const unread = useCounts().data?.mine.unread ?? 0;
  useEffect(() => {
    const name = i18n._("Inbox");
    document.title = unread > 0 ? `(${unread}) ${name} · ChatSync` : `${name} · ChatSync`;
  }, [unread]);
}
