import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Contact } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { useShortcuts } from "../../lib/use-shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import type { Filter, Queue } from "./keys.ts";
import { QueueBar } from "./queue-bar.tsx";
import { useStep } from "./use-step.ts";
import { useTakingNext } from "./use-taking-next.ts";
import { useUnreadInTitle } from "./use-unread-in-title.ts";
import "./inbox-page.css";
import { Changes } from "../../ui/changes.tsx";
import { useUnlessFrozen } from "../../ui/use-unless-frozen.ts";

interface InboxProps {
  queue: Queue;
  filter: Filter;
  conversationId: string | null;
  messageId: string | null;
  contactPanel(contact: Contact, talk: ReactNode): ReactNode;
}

export function InboxPage({ queue, filter, conversationId, messageId, contactPanel }: InboxProps) {
  const navigate = useNavigate();
  const mayTake = useMay("inbox.take");
  const unlessFrozen = useUnlessFrozen();
  const taking = useTakingNext((id) =>
    navigate({
      to: "/inbox/$queue/$conversationId",
      params: { queue: "mine", conversationId: id },
      search: { filter: "open" },
    }),
  );
  const step = useStep(queue, filter, conversationId, (id) =>
    navigate({
      to: "/inbox/$queue/$conversationId",
      params: { queue, conversationId: id },
      search: { filter },
    }),
  );
  useUnreadInTitle();
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...(mayTake ? { t: unlessFrozen(taking.takeNext) } : {}),
  });
  return (
    <div className={conversationId ? "inbox inbox-reading" : "inbox"}>
      <h1 className="visually-hidden">{i18n._("Inbox")}</h1>
      <section className="pane-list" aria-label={i18n._("Inbox")}>
        <QueueBar queue={queue} filter={filter} />
        <ConversationList queue={queue} filter={filter} openId={conversationId} />
        {mayTake ? (
          <div className="take-next">
            <Changes>
              <Button
                look="primary"
                icon="next"
                busy={taking.busy}
                title={i18n._("Key: t")}
                onClick={taking.takeNext}
                data-track="take-next"
              >
                {i18n._("Take next")}
              </Button>
            </Changes>
          </div>
        ) : null}
      </section>
      {conversationId ? (
        <ConversationPane
          key={conversationId}
          conversationId={conversationId}
          messageId={messageId}
          back={{ queue, filter }}
          onTakeNext={mayTake ? unlessFrozen(taking.takeNext) : null}
          contactPanel={contactPanel}
        />
      ) : (
        <section className="pane-thread pane-idle">
          <EmptyState icon="inbox" title={i18n._("No conversation open")}>
            {i18n._("Choose one from the list. Press ? for the keys.")}
          </EmptyState>
        </section>
      )}
    </div>
  );
}
