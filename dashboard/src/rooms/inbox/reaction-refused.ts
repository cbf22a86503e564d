import type { Push } from "../../api/pushes.ts";
import { i18n } from "../../lib/i18n.ts";
import { pageLocale } from "../../lib/page.ts";
import { showToast } from "../../ui/toast.tsx";
import { refusalOn } from "./reaction-queries.ts";

type Marking = Extract<Push, { type: "message.changed" }>["message"];

/** A mark that WhatsApp refuses is taken off again: whoever put it is told why. */
export async function tellRefusedReaction(memberId: string, push: Push): Promise<void> {
  if (push.type !== "message.changed") {
    return;
  }
  const { type, status, author, text } = push.message;
  if (type === "reaction" && status === "failed" && author?.id === memberId) {
    const why = await reason(push.message);
    showToast(i18n._("Your reaction {emoji} was not taken. {why}", { emoji: text ?? "", why }));
  }
}

/** What is pushed is English; pages of another language ask for the reader's own words. */
async function reason({ conversation_id, refers_to, error }: Marking): Promise<string> {
  const said =
    pageLocale() === "en" ? error : await refusalOn(conversation_id, refers_to?.id ?? null);
  return [said?.title, said?.advice].filter(Boolean).join(" ");
}
