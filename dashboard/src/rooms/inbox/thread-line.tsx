import { dayName } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Bubble } from "./bubble.tsx";
import { SendingBubble, type SendingDeeds } from "./sending-bubble.tsx";
import type { ThreadEntry } from "./thread-entries.ts";

interface ThreadLineProps {
  entry: ThreadEntry;
  deeds: SendingDeeds;
}

export function ThreadLine({ entry, deeds }: ThreadLineProps) {
  switch (entry.kind) {
    case "day":
      return <DayLine at={entry.at} />;
    case "sending":
      return <SendingBubble sending={entry.sending} deeds={deeds} />;
    case "message":
      return <Bubble message={entry.message} first={entry.first} last={entry.last} />;
  }
}

function DayLine({ at }: { at: string }) {
  const now = useNow();
  return (
    <h3 className="day-line">
      <time dateTime={at}>{dayName(at, now)}</time>
    </h3>
  );
}
