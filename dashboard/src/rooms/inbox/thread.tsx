import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import { messageLine } from "./message-words.ts";
import { itemsOf } from "./pages.ts";
import { useTimeline } from "./queries.ts";
import type { SendingDeeds } from "./sending-bubble.tsx";
import { useSendings } from "./sending-queries.ts";
import { threadEntries } from "./thread-entries.ts";
import { ThreadLine } from "./thread-line.tsx";
import "./thread.css";

const NEAR_THE_TOP = 6;
/** Pixels from the foot within which a reader counts as following the talk. */
const NEAR_THE_END = 120;
/** Until the first lines are measured and the foot is reached, no older page is asked for. */
const PLACING = 120;

interface ThreadProps {
  conversationId: string;
  deeds: SendingDeeds;
}

/** The messages of a conversation, the newest at the foot. */
export function Thread({ conversationId, deeds }: ThreadProps) {
  const timeline = useTimeline(conversationId);
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
      conversationId={conversationId}
      messages={itemsOf(timeline.data)}
      deeds={deeds}
      loadOlder={
        timeline.hasNextPage && !timeline.isFetchingNextPage ? timeline.fetchNextPage : null
      }
    />
  );
}

interface LinesProps extends ThreadProps {
  messages: Message[];
  loadOlder: (() => unknown) | null;
}

function Lines({ conversationId, messages, deeds, loadOlder }: LinesProps) {
  const sendings = useSendings(conversationId);
  const entries = threadEntries(messages, sendings);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: () => 56,
    overscan: 10,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: NEAR_THE_END,
    paddingEnd: 12,
  });
  const placed = useStartAtEnd(virtual.scrollToEnd);
  const atEnd = virtual.isAtEnd(NEAR_THE_END);
  useStayAtEnd(scroller, atEnd, virtual.scrollToEnd);
  const shown = virtual.getVirtualItems();
  const firstShown = shown[0]?.index ?? entries.length;
  useEffect(() => {
    if (placed && loadOlder !== null && firstShown < NEAR_THE_TOP) {
      loadOlder();
    }
  }, [placed, firstShown, loadOlder]);
  if (entries.length === 0) {
    return (
      <EmptyState icon="inbox" title={i18n._("No messages here")}>
        {i18n._("What the customer writes appears here.")}
      </EmptyState>
    );
  }
  return (
    <div className="thread-frame">
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
                className="thread-line"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <ThreadLine entry={entry} byId={byId} deeds={deeds} />
              </div>
            ) : null;
          })}
        </div>
      </div>
      <NewsForListeners newest={messages[0]} />
      {atEnd ? null : (
        <div className="thread-jump">
          <Button icon="down" onClick={() => virtual.scrollToEnd()}>
            {i18n._("Latest")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A reader at the foot stays there when the composer grows and takes height from the thread. */
function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  atEnd: boolean,
  scrollToEnd: () => void,
): void {
  const latest = useRef({ atEnd, scrollToEnd });
  useEffect(() => {
    latest.current = { atEnd, scrollToEnd };
  });
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (latest.current.atEnd) {
        latest.current.scrollToEnd();
      }
    });
    if (scroller.current) {
      observer.observe(scroller.current);
    }
    return () => observer.disconnect();
  }, [scroller]);
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

/** Opens the thread at its foot; true once it stands there. */
function useStartAtEnd(scrollToEnd: () => void): boolean {
  const [placed, setPlaced] = useState(false);
  const first = useRef(scrollToEnd);
  useLayoutEffect(() => {
    first.current();
    const timer = setTimeout(() => setPlaced(true), PLACING);
    return () => clearTimeout(timer);
  }, []);
  return placed;
}

function ThreadSkeleton() {
  return (
    <div className="thread-skeleton" role="status" aria-label={i18n._("Loading messages")}>
      {["in", "out", "in", "in", "out"].map((direction, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
        <div className={`line line-${direction} line-first`} key={index}>
          <Bone size="block" />
        </div>
      ))}
    </div>
  );
}
