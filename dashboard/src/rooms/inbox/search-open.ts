import { createSignal } from "../../lib/signal.ts";

/** Whether the search stands open, over whichever page. */
export const searching = createSignal(false);

export function openSearch(): void {
  searching.set(true);
}
