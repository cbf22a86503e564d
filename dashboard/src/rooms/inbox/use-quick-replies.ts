import { type KeyboardEvent, type RefObject, useState } from "react";
import { flushSync } from "react-dom";
import type { Contact, QuickReply } from "../../api/types.ts";
import { useViewer } from "../../api/viewer.tsx";
import { useQuickReplies } from "./quick-queries.ts";
import { filled, fitting, type Slash, slashBefore } from "./quick-reply-text.ts";

type Deed = "close" | "down" | "up" | "take";
const deeds: Record<string, Deed> = {
  Escape: "close",
  ArrowDown: "down",
  ArrowUp: "up",
  Tab: "take",
  Enter: "take",
};

function deedOf(event: KeyboardEvent) {
  return event.shiftKey || event.nativeEvent.isComposing ? undefined : deeds[event.key];
}

interface Box {
  text: string;
  contact: Contact;
  onText(text: string): void;
  inputRef: RefObject<HTMLTextAreaElement | null>;
}

/** Puts quick replies into the answer: "/" offers them, arrows choose, Enter or Tab takes one. */
export function useQuickReplyPicking({ text, contact, onText, inputRef }: Box) {
  const [slash, setSlash] = useState<Slash | null>(null);
  const [chosen, setChosen] = useState(0);
  const { workspace, person } = useViewer();
  const replies = useQuickReplies(slash !== null).data;
  const offered = slash && replies ? fitting(replies, slash.words) : [];

  function look(next: Slash | null) {
    setSlash(next);
    setChosen(0);
  }
  function take({ text: words }: QuickReply) {
    const at = slash?.at ?? text.length;
    const names = { me: person.name, business: workspace.name, customer: givenName(contact) };
    const put = filled(words, names);
    const after = text.slice(at).replace(/^\/[^\s/]{0,40}/u, "");
    // At once, so that the caret can be set behind what was put in.
    flushSync(() => {
      onText(text.slice(0, at) + put + after);
      look(null);
    });
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(at + put.length, at + put.length);
  }
  function step(by: number) {
    setChosen((chosen + by + offered.length) % offered.length);
  }
  const done: Record<Deed, () => void> = {
    close: () => look(null),
    down: () => step(1),
    up: () => step(-1),
    take: () => offered.slice(chosen, chosen + 1).forEach(take),
  };
  return {
    slash,
    offered,
    chosen,
    /** Whether the workspace has none at all, known once they were asked for. */
    none: replies?.length === 0,
    take,
    typed: (value: string) => {
      onText(value);
      look(slashBefore(value, inputRef.current?.selectionStart ?? value.length));
    },
    toggle: () => {
      look(slash ? null : { at: inputRef.current?.selectionStart ?? text.length, words: "" });
      inputRef.current?.focus();
    },
    /** Whether the key was meant for the offers. */
    pressed: (event: KeyboardEvent): boolean => {
      const deed = slash === null ? undefined : deedOf(event);
      if (deed === undefined || (deed !== "close" && offered.length === 0)) {
        return false;
      }
      event.preventDefault();
      done[deed]();
      return true;
    },
  };
}

function givenName({ name, profile_name }: Contact): string | null {
  return name ?? profile_name;
}
