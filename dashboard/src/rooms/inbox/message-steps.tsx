import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Message, MessageStatus } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { fullTime, stepTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { useSteps } from "./step-queries.ts";
import { Tick } from "./tick.tsx";
import "./message-steps.css";

/** Who only passes over the tick did not ask. */
const RESTED = 200;

/** The tick of a message; pointed at, focused or pressed it tells the whole way with its times. */
export function MessageSteps({ message }: { message: Message }) {
  const [open, setOpen] = useState(false);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  useEffect(() => () => clearTimeout(rest.current), []);
  function close() {
    clearTimeout(rest.current);
    setOpen(false);
  }
  return (
    <span
      className="steps"
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") {
          rest.current = setTimeout(() => setOpen(true), RESTED);
        }
      }}
      onPointerLeave={close}
    >
      <button
        type="button"
        className="steps-tick"
        aria-expanded={open}
        aria-describedby={open ? id : undefined}
        onClick={() => setOpen(true)}
        onFocus={({ target }) => target.matches(":focus-visible") && setOpen(true)}
        onBlur={close}
        onKeyDown={(event) => closeOnEscape(event, open, close)}
      >
        <Tick status={message.status} titled={false} />
      </button>
      {open ? <StepsCard id={id} message={message} /> : null}
    </span>
  );
}

function closeOnEscape(event: KeyboardEvent, open: boolean, close: () => void) {
  if (event.key === "Escape" && open) {
    event.stopPropagation();
    close();
  }
}

function StepsCard({ id, message }: { id: string; message: Message }) {
  const asked = useSteps(message);
  const now = useNow();
  const steps = asked.data?.steps ?? [];
  return (
    <span className="steps-card" role="tooltip" id={id}>
      {asked.isError ? i18n._("The steps could not be loaded. Point here again.") : null}
      {steps.map((step) => (
        <span className="step" key={step.status}>
          <Tick status={step.status} titled={false} />
          <span className="step-word">{stepWords(step.status)}</span>
          <time dateTime={step.at} title={fullTime(step.at)} dir="ltr">
            {stepTime(step.at, now)}
          </time>
        </span>
      ))}
      {message.status === "unknown" ? (
        <span className="step-note">
          {i18n._("WhatsApp gave no answer in time. Its own report will settle this.")}
        </span>
      ) : null}
    </span>
  );
}

function stepWords(status: MessageStatus): string {
  const words: Record<MessageStatus, string> = {
    received: i18n._("Received"),
    queued: i18n._("Written"),
    sending: i18n._("Being sent"),
    accepted: i18n._("Taken by WhatsApp"),
    sent: i18n._("Sent"),
    delivered: i18n._("Delivered"),
    read: i18n._("Read"),
    played: i18n._("Played"),
    failed: i18n._("Not delivered"),
    unknown: i18n._("No answer"),
  };
  return words[status];
}
