import { useEffect } from "react";
import { useSignal } from "../../lib/signal.ts";
import { useShortcuts } from "../../lib/use-shortcuts.ts";
import { SearchDialog } from "./search-dialog.tsx";
import { openSearch, searching } from "./search-open.ts";

/** Search from every page: by Ctrl or Cmd with K, by "/", or by a button. */
export function SearchGate() {
  const open = useSignal(searching);
  useShortcuts({ "/": openSearch });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (asked && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (document.querySelector("dialog[open]") === null) {
          openSearch();
        }
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return open ? <SearchDialog onClose={() => searching.set(false)} /> : null;
}
