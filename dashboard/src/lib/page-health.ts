/** Facts about this page that any part may discover and the shell shows once. */
import { createSignal } from "./signal.ts";

/** The server no longer knows the session. */
export const signedOut = createSignal(false);

/** The server runs another build than this page came from. */
export const outdated = createSignal(false);

/** The person lost access to the workspace of this page. */
export const accessLost = createSignal(false);
