import type { Me } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime, timeLeft } from "../../lib/time.ts";
import { Icon } from "../../ui/icon.tsx";
import type { ReplyWindow } from "./window.ts";

/** Says over the composer when free replies end or why they have ended; silent while all is well. */
export function WindowNote({ window }: { window: ReplyWindow }) {
  if (window.state === "open") {
    return null;
  }
  if (window.state === "closing") {
    return (
      <p className="window-note window-note-closing">
        <Icon name="clock" size={16} />
        {i18n._("{left} left to reply freely. After that only templates can be sent.", {
          left: timeLeft(window.left),
        })}
      </p>
    );
  }
  return (
    <p className="window-note window-note-closed">
      <Icon name="clock" size={16} />
      <span>
        {window.since === null
          ? i18n._("This customer has not written to you yet.")
          : i18n._("Free replies were open until {time}.", { time: dayAndTime(window.since) })}{" "}
        {i18n._(
          "WhatsApp allows free text only within 24 hours after the customer's last message. Send a template; when the customer answers, this box opens again.",
        )}
      </span>
    </p>
  );
}

/** Says that the whole workspace sends nothing. What customers write is still kept. */
export function PausedNote({ status }: { status: Me["workspace"]["status"] }) {
  return (
    <p className="window-note window-note-closed">
      <Icon name="warning" size={16} />
      {whyPaused(status)}
    </p>
  );
}

function whyPaused(status: Me["workspace"]["status"]): string {
  if (status === "closing") {
    return i18n._("Nothing is sent: the workspace is closed and will be deleted.");
  }
  return status === "suspended"
    ? i18n._("Nothing is sent until the operator lifts the suspension.")
    : i18n._(
        "This workspace is paused: messages still arrive, nothing is sent. Its owner can change that.",
      );
}
