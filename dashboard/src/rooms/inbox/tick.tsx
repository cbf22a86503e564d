import type { MessageStatus } from "../../api/types.ts";
import { statusWords } from "./message-words.ts";

const clock = "M8 14.2A6.200 6.200 0 1 0 8 1.800a6.200 6.200 0 0 0 0 12.400zM8 4.800V8l2.200 1.600";
const single = "M3 8.500l3.500 3.500L13 4.500";
const double = "M1 8.500l3.500 3.500L11 4.500M8 11.200l.8.800L15.300 4.500";
const cross =
  "M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800zM8 4.800v4M8 11.200h.01";
const question =
  "M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800zM6.300 6.300a1.700 1.700 0 1 1 2.400 1.700c-.5.3-.7.6-.7 1.200M8 11.400h.01";

const shapes: Record<MessageStatus, string> = {
  received: single,
  queued: clock,
  sending: clock,
  accepted: single,
  sent: single,
  delivered: double,
  read: double,
  played: double,
  failed: cross,
  unknown: question,
};

/** The sign of how far a message of ours got; read out in words. Never mirrored. */
export function Tick({ status, titled = true }: { status: MessageStatus; titled?: boolean }) {
  const words = statusWords(status);
  return (
    <span
      className={`tick tick-${status}`}
      role="img"
      aria-label={words}
      title={titled ? words : undefined}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true">
        <path
          d={shapes[status]}
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </span>
  );
}
