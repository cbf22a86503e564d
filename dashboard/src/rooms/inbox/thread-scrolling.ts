import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Target } from "./use-jump.ts";

/** Until the first lines are measured and the foot is reached, no older page is asked for. */
const PLACING = 120;
const HIGHLIGHT = 2_500;

/**
 * A reader at the foot stays there: when the composer grows and takes height from the thread, and
 * when lines come anywhere in it, such as those missed without network that stand above one's own.
 */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  {
    present,
    near,
    follow,
    scrollToEnd,
  }: { present: boolean; near: number; follow: boolean; scrollToEnd: () => void },
): void {
  const latest = useRef({ follow, scrollToEnd });
  useEffect(() => {
    latest.current = { follow, scrollToEnd };
  });
  useEffect(() => {
    const frame = scroller.current;
    const lines = frame?.firstElementChild;
    if (!(present && frame && lines)) {
      return;
    }
    let atEnd = true;
    const look = () => {
      atEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < near;
    };
    const observer = new ResizeObserver(() => {
      if (atEnd && latest.current.follow) {
        latest.current.scrollToEnd();
      }
    });
    frame.addEventListener("scroll", look, { passive: true });
    observer.observe(frame);
    observer.observe(lines);
    return () => {
      frame.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [scroller, present, near]);
}

/** Opens the thread at its foot; true once it stands there. */
export function useStartAtEnd(scrollToEnd: () => void): boolean {
  const [placed, setPlaced] = useState(false);
  const first = useRef(scrollToEnd);
  useLayoutEffect(() => {
    first.current();
    const timer = setTimeout(() => setPlaced(true), PLACING);
    return () => clearTimeout(timer);
  }, []);
  return placed;
}

/** Goes where the reader was sent; returns the message to point out for a moment. */
export function useGoTo(
  target: Target | null,
  indexOf: (id: string) => number,
  scroll: { toIndex(index: number): void; toEnd(): void },
): string | null {
  const [shown, setShown] = useState<string | null>(null);
  const latest = useRef({ indexOf, scroll });
  useEffect(() => {
    latest.current = { indexOf, scroll };
  });
  const id = target?.id ?? null;
  const here = id === null || indexOf(id) >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn goes there again
  useEffect(() => {
    if (target === null || !here) {
      return;
    }
    if (target.id === null) {
      latest.current.scroll.toEnd();
      return;
    }
    latest.current.scroll.toIndex(latest.current.indexOf(target.id));
    setShown(target.id);
    const timer = setTimeout(() => setShown(null), HIGHLIGHT);
    return () => clearTimeout(timer);
  }, [target?.id, target?.turn, here]);
  return shown;
}
