import type { Push } from "../../api/pushes.ts";
import { i18n } from "../../lib/i18n.ts";
import { pageLocale } from "../../lib/page.ts";
import { showToast } from "../../ui/toast.tsx";

/** A mark that WhatsApp refuses is taken off again: whoever put it is told why. */
export function tellRefusedReaction(memberId: string, push: Push): void {
  if (push.type !== "message.changed") {
    return;
  }
  const { type, status, author, error, text } = push.message;
  if (type === "reaction" && status === "failed" && author?.id === memberId) {
    // What is pushed is English; on other pages the message itself says why, in the reader's words.
    const said = pageLocale() === "en" ? [error?.title, error?.advice] : [];
    const why = said.filter(Boolean).join(" ");
    showToast(i18n._("Your reaction {emoji} was not taken. {why}", { emoji: text ?? "", why }));
  }
}
