import { useSyncExternalStore } from "react";

/** How far uploads have come, from 0 to 1. */
const shares = new WeakMap<File, number>();
const listeners = new Set<() => void>();

export function noteProgress(file: File, share: number): void {
  shares.set(file, share);
  for (const listener of listeners) {
    listener();
  }
}

/** How much of a file has left this device; null before its upload began. */
export function useProgress(file: File | null): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (file === null ? null : (shares.get(file) ?? null)),
  );
}
