import { useSyncExternalStore } from "react";
import type { Push } from "../../api/pushes.ts";
import { createSignal } from "../../lib/signal.ts";

/** A sign of typing counts for so long; who types on says so every 3 s. */
const TYPING = 6_000;

/** A colleague who has a conversation open. */
export interface Companion {
  id: string;
  name: string;
  typing: boolean;
}

type Company = Readonly<Record<string, readonly Companion[]>>;

const NOBODY: readonly Companion[] = [];
const company = createSignal<Company>({});
const pauses = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps what is told of colleagues; oneself on another page is not company. */
export function applyToCompany(memberId: string, push: Push): void {
  if (push.type === "conversation.removed") {
    seat(push.conversation_id, () => []);
  }
  if (push.type !== "presence" || push.member_id === memberId) {
    return;
  }
  const { conversation_id: where, member_id: id, name, doing } = push;
  const key = `${where}/${id}`;
  clearTimeout(pauses.get(key));
  pauses.delete(key);
  const place = (typing: boolean) =>
    seat(where, (there) => [...there.filter((each) => each.id !== id), { id, name, typing }]);
  if (doing === "gone") {
    seat(where, (there) => there.filter((each) => each.id !== id));
  } else {
    place(doing === "typing");
  }
  if (doing === "typing") {
    pauses.set(
      key,
      setTimeout(() => place(false), TYPING),
    );
  }
}

/** Nothing is known of colleagues without a socket. */
export function forgetCompany(): void {
  for (const pause of pauses.values()) {
    clearTimeout(pause);
  }
  pauses.clear();
  company.set({});
}

/** The colleagues at a conversation, by name. */
export function useCompany(conversationId: string): readonly Companion[] {
  return useSyncExternalStore(company.subscribe, () => company.get()[conversationId] ?? NOBODY);
}

function seat(where: string, change: (there: readonly Companion[]) => Companion[]): void {
  const { [where]: before = NOBODY, ...others } = company.get();
  const after = change(before).sort((a, b) => a.name.localeCompare(b.name));
  company.set(after.length === 0 ? others : { ...others, [where]: after });
}
