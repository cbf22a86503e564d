const FIRST = 1_000;
const LONGEST = 30_000;

/** Milliseconds before the next attempt: doubles, up to 30 s, with half of it by chance. */
export function backoff(failures: number, chance: number = Math.random()): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return full / 2 + (full / 2) * chance;
}
