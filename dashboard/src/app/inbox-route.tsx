import { Navigate } from "@tanstack/react-router";
import { useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { ContactCard } from "../rooms/contacts/contact-card.tsx";
import { InboxPage } from "../rooms/inbox/inbox-page.tsx";
import type { Filter } from "../rooms/inbox/keys.ts";
import { visibleQueues } from "../rooms/inbox/queues.ts";
import { EmptyState } from "../ui/states.tsx";

interface InboxRouteProps {
  queue: string | undefined;
  filter: Filter;
  conversationId: string | null;
  messageId: string | null;
}

/** The inbox with the customer's card beside it: the place where the two rooms meet. */
export function InboxRoute({ queue, filter, conversationId, messageId }: InboxRouteProps) {
  const queues = visibleQueues(useViewer());
  const shown = queues.find((each) => each === queue);
  if (shown === undefined) {
    const home = queues.includes("mine") ? "mine" : "all";
    return (
      <Navigate to="/inbox/$queue" params={{ queue: home }} search={{ filter: "open" }} replace />
    );
  }
  return (
    <InboxPage
      queue={shown}
      filter={filter}
      conversationId={conversationId}
      messageId={messageId}
      contactPanel={(contact, talk) => <ContactCard contact={contact}>{talk}</ContactCard>}
    />
  );
}

export function NotFound() {
  return (
    <EmptyState icon="inbox" title={i18n._("There is nothing at this address")}>
      {i18n._("Open the inbox or the settings from the bar.")}
    </EmptyState>
  );
}
