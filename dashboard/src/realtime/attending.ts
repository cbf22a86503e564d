import { createSignal } from "../lib/signal.ts";

/** A page that nobody touches for so long is open, but nobody is at it. */
const UNTOUCHED_FOR = 30 * 60_000;
const LOOKED_AT_EVERY = 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"] as const;

/** Whether somebody is at this page: conversations are given out to those alone. */
export const attending = createSignal(true);

/** Keeps the signal true to what hands do at the page; the answer ends that. */
export function watchAttending(): () => void {
  let touchedAt = Date.now();
  const touched = (): void => {
    touchedAt = Date.now();
    attending.set(true);
  };
  const timer = setInterval(() => {
    if (Date.now() - touchedAt >= UNTOUCHED_FOR) {
      attending.set(false);
    }
  }, LOOKED_AT_EVERY);
  const how = { capture: true, passive: true };
  for (const sign of SIGNS) {
    addEventListener(sign, touched, how);
  }
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) {
      removeEventListener(sign, touched, how);
    }
  };
}
