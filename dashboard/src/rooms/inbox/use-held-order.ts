import { useRef, useState } from "react";

interface Row {
  id: string;
}

interface Held<Item> {
  rows: Item[];
  /** Rows that wait to be let in. */
  waiting: number;
  hold(): void;
  release(): void;
  /** Takes the fresh order now and holds that. */
  letIn(): void;
}

/**
 * Keeps rows where they are while the pointer is over them: their content stays fresh, their order
 * and number do not change until the pointer leaves or the reader asks.
 */
export function useHeldOrder<Item extends Row>(fresh: Item[]): Held<Item> {
  const [heldIds, setHeldIds] = useState<string[] | null>(null);
  const seen = useRef(new Map<string, Item>());
  for (const row of fresh) {
    seen.current.set(row.id, row);
  }
  const rows = heldIds === null ? fresh : arrange(heldIds, fresh, seen.current);
  const shown = new Set(rows.map((row) => row.id));
  return {
    rows,
    waiting: fresh.filter((row) => !shown.has(row.id)).length,
    hold: () => setHeldIds((ids) => ids ?? fresh.map((row) => row.id)),
    release: () => setHeldIds(null),
    letIn: () => setHeldIds(fresh.map((row) => row.id)),
  };
}

/** Held rows first, in their held order; older pages that were loaded meanwhile follow. */
function arrange<Item extends Row>(
  heldIds: string[],
  fresh: Item[],
  seen: Map<string, Item>,
): Item[] {
  const held = new Set(heldIds);
  const lastHeld = fresh.findLastIndex((row) => held.has(row.id));
  const below = lastHeld < 0 ? [] : fresh.slice(lastHeld + 1);
  return [...heldIds.flatMap((id) => seen.get(id) ?? []), ...below];
}
