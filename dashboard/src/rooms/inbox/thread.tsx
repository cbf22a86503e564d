import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { messageLine } from "./message-words.ts";
import { itemsOf } from "./pages.ts";
import type { SendingDeeds } from "./sending-bubble.tsx";
import { useSendings } from "./sending-queries.ts";
import { ThreadDeedsProvider } from "./thread-deeds.ts";
import { type ThreadEntry, threadEntries } from "./thread-entries.ts";
import { ThreadLine } from "./thread-line.tsx";
import { useGoTo, useStartAtEnd, useStayAtEnd } from "./thread-scrolling.ts";
import { ThreadSkeleton } from "./thread-skeleton.tsx";
import { useTimeline } from "./timeline-queries.ts";
import { useAsides } from "./use-asides.ts";
import type { Jumping } from "./use-jump.ts";
import { useNextPage, usePaced } from "./use-paced.ts";
import "./thread.css";

/** Lines from either end of what is loaded at which the next page is asked for. */
const NEAR_AN_EDGE = 6;
/** Pixels from the foot within which a reader counts as following the talk. */
const NEAR_THE_END = 120;

interface ThreadProps {
  conversationId: string;
  deeds: SendingDeeds;
  /** The message at which the thread opens; null for its end. */
  asked: string | null;
  jumping: Jumping;
  onReply: ((message: Message) => void) | null;
  onAgain: ((message: Message) => void) | null;
}

/** The messages of a conversation, the newest at the foot. */
export function Thread(props: ThreadProps) {
  const timeline = useTimeline(props.conversationId, props.asked);
  const loadOlder = useNextPage(timeline);
  const loadNewer = usePaced({
    wanted: timeline.hasPreviousPage && !timeline.isFetchingPreviousPage,
    failed: timeline.isFetchPreviousPageError,
    query: timeline,
    load: timeline.fetchPreviousPage,
  });
  if (timeline.isPending) {
    return (
      <Late>
        <ThreadSkeleton />
      </Late>
    );
  }
  if (timeline.isError && !timeline.data) {
    return (
      <ErrorState
        title={i18n._("The messages could not be loaded")}
        error={timeline.error}
        onRetry={() => void timeline.refetch()}
      />
    );
  }
  return (
    <Lines
      {...props}
      messages={itemsOf(timeline.data)}
      hasOlder={timeline.hasNextPage}
      hasNewer={timeline.hasPreviousPage}
      awaitsOlder={timeline.isFetchingNextPage}
      loadOlder={loadOlder}
      loadNewer={loadNewer}
    />
  );
}

interface LinesProps extends ThreadProps {
  messages: Message[];
  hasOlder: boolean;
  hasNewer: boolean;
  awaitsOlder: boolean;
  loadOlder: (() => unknown) | null;
  loadNewer: (() => unknown) | null;
}

function Lines({
  conversationId,
  messages,
  deeds,
  jumping,
  onReply,
  onAgain,
  ...pages
}: LinesProps) {
  const { hasNewer, loadOlder, loadNewer } = pages;
  const sendings = useSendings(conversationId);
  const asides = useAsides(conversationId, messages);
  const ends = { older: pages.hasOlder, newer: hasNewer };
  const entries = threadEntries(messages, sendings, asides, ends);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: () => 56,
    overscan: 10,
    anchorTo: "end",
    followOnAppend: !hasNewer,
    scrollEndThreshold: NEAR_THE_END,
    paddingEnd: 12,
  });
  const placed = useStartAtEnd(virtual.scrollToEnd);
  const atEnd = virtual.isAtEnd(NEAR_THE_END);
  useStayAtEnd(scroller, {
    present: entries.length > 0,
    near: NEAR_THE_END,
    follow: !hasNewer,
    scrollToEnd: virtual.scrollToEnd,
  });
  const shown = virtual.getVirtualItems();
  const firstShown = shown[0]?.index ?? entries.length;
  const lastShown = shown[shown.length - 1]?.index ?? 0;
  useEffect(() => {
    if (placed && loadOlder !== null && firstShown < NEAR_AN_EDGE) {
      loadOlder();
    }
    if (placed && loadNewer !== null && lastShown >= entries.length - NEAR_AN_EDGE) {
      loadNewer();
    }
  }, [placed, firstShown, lastShown, entries.length, loadOlder, loadNewer]);
  const found = useGoTo(
    jumping.target,
    (id) => entries.findIndex((entry) => entry.kind === "message" && entry.message.id === id),
    {
      toIndex: (index) => virtual.scrollToIndex(index, { align: "center" }),
      toEnd: virtual.scrollToEnd,
    },
  );
  if (entries.length === 0) {
    return (
      <EmptyState icon="inbox" title={i18n._("No messages here")}>
        {i18n._("What the customer writes appears here.")}
      </EmptyState>
    );
  }
  const find = (id: string) => byId.get(id) ?? null;
  return (
    <ThreadDeedsProvider value={{ find, jump: jumping.jump, reply: onReply, again: onAgain }}>
      <div className="thread-frame" data-name="thread">
        <div className="thread-scroll" ref={scroller}>
          <div
            className="thread-lines"
            style={{ height: virtual.getTotalSize() }}
            role="log"
            aria-live="off"
            aria-label={i18n._("Messages")}
          >
            {shown.map((item) => {
              const entry = entries[item.index];
              return entry ? (
                <div
                  key={item.key}
                  data-index={item.index}
                  ref={virtual.measureElement}
                  className={isAt(entry, found) ? "thread-line line-found" : "thread-line"}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <ThreadLine entry={entry} deeds={deeds} />
                </div>
              ) : null;
            })}
          </div>
        </div>
        {pages.awaitsOlder && firstShown === 0 ? (
          <Late after={300}>
            <p className="thread-older">{i18n._("Loading earlier messages…")}</p>
          </Late>
        ) : null}
        <NewsForListeners newest={messages[0]} />
        {atEnd && !hasNewer ? null : (
          <div className="thread-jump">
            <Button icon="down" onClick={jumping.toEnd}>
              {i18n._("Latest")}
            </Button>
          </div>
        )}
      </div>
    </ThreadDeedsProvider>
  );
}

function isAt(entry: ThreadEntry, id: string | null): boolean {
  return id !== null && entry.kind === "message" && entry.message.id === id;
}

/** Reads out what the customer writes; scrolling through old lines stays silent. */
function NewsForListeners({ newest }: { newest: Message | undefined }) {
  return (
    <p className="visually-hidden" role="status">
      {newest?.direction === "in"
        ? i18n._("Customer wrote: {text}", { text: messageLine(newest) })
        : null}
    </p>
  );
}
