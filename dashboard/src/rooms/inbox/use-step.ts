import { useQueryClient } from "@tanstack/react-query";
import type { Conversation } from "../../api/types.ts";
import { type Filter, inboxKeys, type Queue } from "./keys.ts";
import { itemsOf, type Paged } from "./pages.ts";
import { shownKept } from "./sorting-queries.ts";

/** Goes to the conversation below (1) or above (-1) the open one. */
export function useStep(
  queue: Queue,
  filter: Filter,
  openId: string | null,
  open: (id: string) => void,
): (by: 1 | -1) => void {
  const client = useQueryClient();
  return (by) => {
    const list = client.getQueryData<Paged<Conversation>>(
      inboxKeys.list(queue, filter, shownKept.get()),
    );
    const rows = itemsOf(list);
    const at = rows.findIndex((row) => row.id === openId);
    const target = at < 0 ? rows[0] : rows[at + by];
    if (target !== undefined) {
      open(target.id);
    }
  };
}
