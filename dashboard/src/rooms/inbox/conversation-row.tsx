import type { Conversation, MessageStatus } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { CompanyMark } from "./company-mark.tsx";
import { messageLine } from "./message-words.ts";
import { RowTags } from "./tag-chip.tsx";
import { Tick } from "./tick.tsx";
import { replyWindow, windowChipText, windowWords } from "./window.ts";
import "./conversation-row.css";

/** One conversation in two lines. */
export function ConversationRow({ conversation }: { conversation: Conversation }) {
  const now = useNow();
  const name = displayName(conversation.contact);
  const { last_message: last, last_message_at: at } = conversation;
  return (
    <>
      <span className="row-face">
        <Avatar name={name} />
        <CompanyMark conversationId={conversation.id} />
      </span>
      <span className="row-lines">
        <span className="row-line">
          <bdi
            className={
              conversation.unread > 0
                ? "row-name row-unread own-direction truncate"
                : "row-name own-direction truncate"
            }
          >
            {name}
          </bdi>
          <RowTags ids={conversation.tags} />
          {at ? (
            <time className="row-time" dateTime={at} title={fullTime(at)}>
              {briefTime(at, now)}
            </time>
          ) : null}
        </span>
        <span className="row-line">
          {last?.direction === "out" ? <Tick status={last.status as MessageStatus} /> : null}
          <bdi className="row-text own-direction truncate">
            {last ? messageLine(last) : i18n._("Its messages were deleted for their age")}
          </bdi>
          <RowMarks conversation={conversation} now={now} />
        </span>
      </span>
    </>
  );
}

function RowMarks({ conversation, now }: { conversation: Conversation; now: number }) {
  const window = replyWindow(conversation.window_expires_at, now);
  const { assignee, unread } = conversation;
  return (
    <span className="row-marks">
      {assignee ? (
        <span
          className="row-assignee"
          role="img"
          title={i18n._("Assigned to {name}", { name: assignee.name })}
          aria-label={i18n._("Assigned to {name}", { name: assignee.name })}
        >
          <Avatar name={assignee.name} small />
        </span>
      ) : null}
      <span className={`chip chip-${window.state}`} title={windowWords(window)}>
        <span aria-hidden="true">{windowChipText(window)}</span>
        <span className="visually-hidden">{windowWords(window)}</span>
      </span>
      {unread > 0 ? (
        <span className="badge digits">
          <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
          <span className="visually-hidden">
            {i18n._("{unread, plural, one {# unread message} other {# unread messages}}", {
              unread,
            })}
          </span>
        </span>
      ) : null}
    </span>
  );
}
