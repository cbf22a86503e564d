import type { Whereabouts } from "../api/pushes.ts";
import { createSignal } from "../lib/signal.ts";

/** Where the reader of this page is, as it says over the socket. The long poll says nothing. */
export const whereabouts = createSignal<Whereabouts>({
  type: "presence",
  conversation_id: null,
  typing: false,
});
