import { useEffect, useRef } from "react";

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

function isBusyElsewhere(): boolean {
  return document.querySelector("dialog[open], [role='menu']") !== null;
}

/** Single-letter keys, silent while somebody types, in a dialog or a menu, or with a modifier. */
export function useShortcuts(shortcuts: Record<string, () => void>): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      if (modified || isTyping(event.target) || isBusyElsewhere()) {
        return;
      }
      const run = latest.current[event.key];
      if (run !== undefined) {
        event.preventDefault();
        run();
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
