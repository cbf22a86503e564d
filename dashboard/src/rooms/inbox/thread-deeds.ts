import { createContext, use } from "react";
import type { Message } from "../../api/types.ts";

/** What can be done from within a thread's lines. */
export interface ThreadDeeds {
  /** A message of this thread, where it is loaded. */
  find(id: string): Message | null;
  jump(id: string): void;
  /** Begins a reply that quotes the message; null where this person may not reply. */
  reply: ((message: Message) => void) | null;
  /** Sends a message of ours once more, as a new one. */
  again: ((message: Message) => void) | null;
}

const DeedsContext = createContext<ThreadDeeds>({
  find: () => null,
  jump: () => undefined,
  reply: null,
  again: null,
});

export const ThreadDeedsProvider = DeedsContext.Provider;

export function useThreadDeeds(): ThreadDeeds {
  return use(DeedsContext);
}
