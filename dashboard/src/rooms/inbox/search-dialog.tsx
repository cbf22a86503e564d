import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { itemsOf } from "./pages.ts";
import { visibleQueues } from "./queues.ts";
import { type Found, isMessage, useSearch } from "./search-queries.ts";
import { SearchResults } from "./search-results.tsx";
import "./search-dialog.css";

const PAUSE = 160;

/** Finds customers and messages; choosing one opens its conversation at that place. */
export function SearchDialog({ onClose }: { onClose(): void }) {
  const [text, setText] = useState("");
  const words = useDeferredValue(usePaused(text.trim()));
  const search = useSearch(words);
  const found = words === "" ? [] : itemsOf(search.data).filter(canBeOpened);
  const [at, setAt] = useState(0);
  const list = useId();
  const box = useRef<HTMLInputElement>(null);
  // After the dialog opened, which puts the focus on its first button.
  useEffect(() => box.current?.focus(), []);
  const open = useOpening(onClose);

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    }
    const chosen = found[at];
    if (event.key === "Enter" && !event.nativeEvent.isComposing && chosen) {
      event.preventDefault();
      open(chosen);
    }
  }
  return (
    <Dialog title={i18n._("Search")} onClose={onClose} wide>
      <div className="search">
        <input
          className="input"
          type="search"
          role="combobox"
          ref={box}
          dir="auto"
          value={text}
          maxLength={200}
          aria-label={i18n._("Search messages and customers")}
          placeholder={i18n._("Words, a name or a phone number")}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
        <div className="search-found">
          <SearchResults id={list} found={found} words={words} at={at} onChoose={open} />
          <Outcome search={search} words={words} empty={found.length === 0} />
          {search.hasNextPage && found.length > 0 ? (
            <Button busy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
              {i18n._("Show older messages")}
            </Button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

interface OutcomeProps {
  search: ReturnType<typeof useSearch>;
  words: string;
  empty: boolean;
}

/** What to say when there is nothing to show. */
function Outcome({ search, words, empty }: OutcomeProps) {
  if (words === "") {
    return (
      <p className="search-hint">
        {i18n._(
          "English, Urdu or Roman Urdu. The end of a word may be missing; numbers work in any form.",
        )}
      </p>
    );
  }
  if (search.isError) {
    return (
      <ErrorState
        title={i18n._("The search did not work")}
        error={search.error}
        onRetry={() => void search.refetch()}
      />
    );
  }
  if (empty && !search.isFetching) {
    return (
      <EmptyState icon="search" title={i18n._("Nothing found")}>
        {i18n._(
          "Try fewer letters or another spelling. You find only conversations that you may see.",
        )}
      </EmptyState>
    );
  }
  return null;
}

/** A customer without a conversation that this person sees has no place to go to. */
function canBeOpened(found: Found): boolean {
  return found.conversation_id !== null;
}

function useOpening(onClose: () => void): (found: Found) => void {
  const navigate = useNavigate();
  const queue = visibleQueues(useViewer()).at(-1) ?? "mine";
  return (found) => {
    if (found.conversation_id === null) {
      return;
    }
    onClose();
    void navigate({
      to: "/inbox/$queue/$conversationId",
      params: { queue, conversationId: found.conversation_id },
      search: isMessage(found) ? { filter: "open", message: found.id } : { filter: "open" },
    });
  };
}

/** The text once nobody has typed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
