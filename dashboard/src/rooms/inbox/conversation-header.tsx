import { Link } from "@tanstack/react-router";
import type { Conversation } from "../../api/types.ts";
import { useMay, useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { displayName } from "../../lib/names.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { AssigneeMenu } from "./assignee-menu.tsx";
import { CompanyLine } from "./company-mark.tsx";
import { ConversationMenu } from "./conversation-menu.tsx";
import type { Filter, Queue } from "./keys.ts";
import { useAssign } from "./queries.ts";
import { TagChips } from "./tag-chip.tsx";
import "./conversation-header.css";
import { Changes } from "../../ui/changes.tsx";

interface HeaderProps {
  conversation: Conversation;
  back: { queue: Queue; filter: Filter };
  onResolve(): void;
  onShowContact(): void;
}

export function ConversationHeader({ conversation, back, onResolve, onShowContact }: HeaderProps) {
  const { number } = conversation;
  const mayResolve = useMay("inbox.resolve");
  const resolved = conversation.status === "resolved";
  return (
    <header className="thread-head">
      <Link
        to="/inbox/$queue"
        params={{ queue: back.queue }}
        search={{ filter: back.filter }}
        className="button button-quiet button-square thread-back"
        aria-label={i18n._("Back to the list")}
      >
        <Icon name="back" />
      </Link>
      <div className="thread-who">
        <h2>
          <button
            type="button"
            dir="auto"
            className="thread-name own-direction"
            onClick={onShowContact}
            title={i18n._("Customer details")}
          >
            <span className="thread-name-words truncate">{displayName(conversation.contact)}</span>
          </button>
        </h2>
        <div className="thread-under">
          <p className="thread-number truncate">
            {i18n._("to")} <bdi>{number.name}</bdi>{" "}
            <bdi dir="ltr" className="digits">
              {number.display_phone_number}
            </bdi>
          </p>
          <div className="thread-company" aria-live="polite">
            <CompanyLine conversationId={conversation.id} />
          </div>
        </div>
        <TagChips ids={conversation.tags} />
      </div>
      <div className="thread-deeds">
        <Changes>
          <Ownership conversation={conversation} />
          {mayResolve ? (
            <span className="thread-resolve">
              <Button
                icon={resolved ? "undo" : "check"}
                onClick={onResolve}
                title={i18n._("Key: e")}
                data-track="resolve"
              >
                {resolved ? i18n._("Reopen") : i18n._("Resolve")}
              </Button>
            </span>
          ) : null}
        </Changes>
        <ConversationMenu conversation={conversation} />
      </div>
    </header>
  );
}

/** Who answers: a menu for those who assign, a Take button for those who may take. */
function Ownership({ conversation }: { conversation: Conversation }) {
  const mayAssign = useMay("inbox.assign");
  const mayTake = useMay("inbox.take");
  const { member } = useViewer();
  const assign = useAssign();
  if (conversation.assignee === null && mayTake) {
    return (
      <>
        <Button
          look="primary"
          busy={assign.isPending}
          onClick={() => assign.mutate({ conversation, memberId: member.id })}
        >
          {i18n._("Take")}
        </Button>
        {mayAssign ? <AssigneeMenu conversation={conversation} /> : null}
      </>
    );
  }
  if (mayAssign) {
    return <AssigneeMenu conversation={conversation} />;
  }
  return null;
}
