import { useState } from "react";
import { i18n } from "../lib/i18n.ts";
import { accessLost, cookiesGone, heldBack, outdated, signedOut } from "../lib/page-health.ts";
import { useSignal } from "../lib/signal.ts";
import { Button } from "../ui/button.tsx";

/** What only leaving or reloading the page can mend. Said once, never acted on unasked. */
export function Notices() {
  const out = useSignal(signedOut);
  const gone = useSignal(cookiesGone);
  const lost = useSignal(accessLost);
  const first = useSignal(heldBack);
  const old = useSignal(outdated);
  const [later, setLater] = useState(false);
  if (out) {
    const next = encodeURIComponent(location.pathname + location.search);
    return (
      <div className="note" role="alert">
        <span className="notice-text">
          {gone
            ? i18n._(
                "Your browser sends no cookies of this site any more: they were deleted, or it blocks them. Allow them for this site, then sign in again.",
              )
            : i18n._("You were signed out.")}
        </span>
        <a className="button" href={`/login?next=${next}`}>
          {i18n._("Sign in again")}
        </a>
      </div>
    );
  }
  if (first) {
    return (
      <div className="note" role="alert">
        <span className="notice-text">{first.says}</span>
        <a className="button" href={first.page}>
          {i18n._("Do it now")}
        </a>
      </div>
    );
  }
  if (lost) {
    return (
      <div className="note" role="alert">
        <span className="notice-text">
          {i18n._("You no longer have access to this workspace. Ask its owner.")}
        </span>
      </div>
    );
  }
  if (old && !later) {
    return (
      <div className="note" role="status">
        <span className="notice-text">
          {i18n._("ChatSync was updated. Reload the page when it suits you.")}
        </span>
        <Button onClick={() => location.reload()}>{i18n._("Reload")}</Button>
        <Button look="quiet" onClick={() => setLater(true)}>
          {i18n._("Later")}
        </Button>
      </div>
    );
  }
  return null;
}
