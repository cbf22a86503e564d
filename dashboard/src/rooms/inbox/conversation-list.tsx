import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Conversation } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { useSignal } from "../../lib/signal.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import { ConversationRow } from "./conversation-row.tsx";
import type { Filter, Kept, Queue } from "./keys.ts";
import { itemsOf } from "./pages.ts";
import { useConversationList } from "./queries.ts";
import { shownKept } from "./sorting-queries.ts";
import { useHeldOrder } from "./use-held-order.ts";
import { useNextPage } from "./use-paced.ts";
import "./conversation-list.css";

/** Pixels of a row where text has its usual size; with larger text it is higher, as in the style. */
const ROW = 64;

function rowHeight(): number {
  const text = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(text) ? (ROW * text) / 16 : ROW;
}

interface ListProps {
  queue: Queue;
  filter: Filter;
  openId: string | null;
}

export function ConversationList({ queue, filter, openId }: ListProps) {
  const kept = useSignal(shownKept);
  const list = useConversationList(queue, filter, kept);
  const loadMore = useNextPage(list);
  if (list.isPending) {
    return (
      <Late>
        <ListSkeleton />
      </Late>
    );
  }
  if (list.isError && !list.data) {
    return (
      <ErrorState
        title={i18n._("The list could not be loaded")}
        error={list.error}
        onRetry={() => void list.refetch()}
      />
    );
  }
  const rows = itemsOf(list.data);
  if (rows.length === 0) {
    return <EmptyList queue={queue} filter={filter} kept={kept} />;
  }
  return (
    <Rows
      key={`${queue}/${filter}/${kept.tag ?? ""}/${kept.only ?? ""}`}
      fresh={rows}
      openId={openId}
      link={{ queue, filter }}
      loadMore={loadMore}
    />
  );
}

interface RowsProps {
  fresh: Conversation[];
  openId: string | null;
  link: { queue: Queue; filter: Filter };
  loadMore: (() => unknown) | null;
}

function Rows({ fresh, openId, link, loadMore }: RowsProps) {
  const { rows, waiting, hold, release, letIn } = useHeldOrder(fresh);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: rowHeight,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown[shown.length - 1]?.index ?? 0;
  useEffect(() => {
    if (loadMore !== null && lastShown >= rows.length - 10) {
      loadMore();
    }
  }, [lastShown, rows.length, loadMore]);
  return (
    <div
      className="list-frame"
      onPointerEnter={(event) => event.pointerType === "mouse" && hold()}
      onPointerLeave={release}
    >
      {waiting > 0 ? (
        <div className="list-waiting">
          <Button look="primary" onClick={letIn}>
            {i18n._("{waiting, plural, one {# new} other {# new}}", { waiting })}
          </Button>
        </div>
      ) : null}
      <div className="list-scroll" ref={scroller}>
        <ul
          className="list-rows"
          data-name="conversation-list"
          style={{ height: virtual.getTotalSize() }}
          aria-label={i18n._("Conversations")}
        >
          {shown.map((item) => {
            const row = rows[item.index];
            return row ? (
              <li key={item.key} style={{ transform: `translateY(${item.start}px)` }}>
                <Link
                  to="/inbox/$queue/$conversationId"
                  params={{ queue: link.queue, conversationId: row.id }}
                  search={{ filter: link.filter }}
                  className="list-link"
                  aria-current={row.id === openId ? "true" : undefined}
                >
                  <ConversationRow conversation={row} />
                </Link>
              </li>
            ) : null;
          })}
        </ul>
      </div>
    </div>
  );
}

interface EmptyProps {
  queue: Queue;
  filter: Filter;
  kept: Kept;
}

function EmptyList({ queue, filter, kept }: EmptyProps) {
  if (kept.only) {
    return (
      <EmptyState icon="inbox" title={i18n._("None at the moment")}>
        {i18n._("No conversation here fits the filter. Choose Everyone above the list to see all.")}
      </EmptyState>
    );
  }
  if (kept.tag) {
    return (
      <EmptyState icon="inbox" title={i18n._("None wears this tag")}>
        {i18n._("Choose another tag above the list, or All tags.")}
      </EmptyState>
    );
  }
  if (filter === "snoozed") {
    return (
      <EmptyState icon="clock" title={i18n._("Nothing snoozed")}>
        {i18n._("What you snooze rests here until its time or the customer's next message.")}
      </EmptyState>
    );
  }
  if (filter === "resolved") {
    return (
      <EmptyState icon="check" title={i18n._("Nothing resolved yet")}>
        {i18n._("Conversations you resolve are kept here.")}
      </EmptyState>
    );
  }
  if (queue === "mine") {
    return (
      <EmptyState icon="inbox" title={i18n._("No open chats of yours")}>
        {i18n._("Press Take next to answer whoever has waited longest.")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="inbox" title={i18n._("No one is waiting")}>
      {i18n._("New messages appear here by themselves, as soon as a customer writes.")}
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div className="list-skeleton" role="status" aria-label={i18n._("Loading conversations")}>
      {[1, 2, 3, 4, 5, 6, 7].map((row) => (
        <div className="list-link" key={row}>
          <Bone size="circle" />
          <span className="list-skeleton-lines">
            <Bone size="short" />
            <Bone />
          </span>
        </div>
      ))}
    </div>
  );
}
