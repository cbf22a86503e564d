import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Target } from "./use-jump.ts";

/** Until the first lines are measured and the foot is reached, no older page is asked for. */
const PLACING = 120;
const HIGHLIGHT = 2_500;

/** A reader at the foot stays there when the composer grows and takes height from the thread. */
export function useStayAtEnd(
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
