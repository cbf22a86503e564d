/** Facts about this page that any part may discover and the shell shows once. */
import { createSignal } from "./signal.ts";

/** The server no longer knows the session. */
export const signedOut = createSignal(false);

/** No cookie of ours reaches the server any more: deleted, or blocked by the browser. */
export const cookiesGone = createSignal(false);

/** The person signs out: until the next page is here, that the session ended is no news. */
export const signingOut = createSignal(false);

/** What an answer of 401 means for this page. */
export function noteSignedOut(answer: Response): void {
  if (signingOut.get()) {
    return;
  }
  cookiesGone.set(answer.headers.get("ChatSync-Cookies") === "none");
  signedOut.set(true);
}

/** What somebody who is signed in has to do before anything else opens, and the page where. */
export interface FirstDeed {
  says: string;
  page: string;
}

/** The server holds this person back: a temporary password, or a second factor that is demanded. */
export const heldBack = createSignal<FirstDeed | null>(null);

/** The server runs another build than this page came from. */
export const outdated = createSignal(false);

/** The person lost access to the workspace of this page. */
export const accessLost = createSignal(false);
