const LASTS = 15_000;
let touchedAt = Date.now();

function touch(): void {
  touchedAt = Date.now();
}

for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  addEventListener(kind, touch, { capture: true, passive: true });
}

/** Whether nobody touched the page lately: what it asks for now, it asks for by itself. */
export function isUnattended(now: number = Date.now()): boolean {
  return now - touchedAt > LASTS;
}
