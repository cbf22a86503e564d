import type { Message } from "../../api/types.ts";
import { dayName, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Bubble } from "./bubble.tsx";
import { historyWords } from "./history-words.ts";
import { noticeWords } from "./message-words.ts";
import { NoteLine } from "./note-line.tsx";
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
    case "history":
      return (
        <p className="notice-line" title={fullTime(entry.at)}>
          {historyWords(entry.line)}
        </p>
      );
    case "note":
      return <NoteLine note={entry.note} />;
    case "message":
      return entry.message.type === "system" ? (
        <NoticeLine message={entry.message} />
      ) : (
        <Bubble message={entry.message} first={entry.first} last={entry.last} />
      );
  }
}

/** What WhatsApp tells of the customer: a line, not a bubble. */
function NoticeLine({ message }: { message: Message }) {
  return (
    <p className="notice-line" title={fullTime(message.sent_at)} dir="auto">
      {noticeWords(message)}
    </p>
  );
}

function DayLine({ at }: { at: string }) {
  const now = useNow();
  return (
    <h3 className="day-line">
      <time dateTime={at}>{dayName(at, now)}</time>
    </h3>
  );
}
