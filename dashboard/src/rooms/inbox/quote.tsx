import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { messageLine } from "./message-words.ts";
import { ReactButton } from "./reactions.tsx";
import { useThreadDeeds } from "./thread-deeds.ts";
import "./quote.css";

/** The message that a bubble answers; pressing it goes there. */
export function Quote({ id }: { id: string | null }) {
  const { find, jump } = useThreadDeeds();
  const quoted = id === null ? null : find(id);
  const words = quoted ? messageLine(quoted) : i18n._("An earlier message");
  if (id === null) {
    return (
      <blockquote className="bubble-quote" dir="auto">
        {words}
      </blockquote>
    );
  }
  return (
    <blockquote className="bubble-quote" dir="auto">
      <button
        type="button"
        className="quote-link"
        title={i18n._("Go to this message")}
        onClick={() => jump(id)}
      >
        {words}
      </button>
    </blockquote>
  );
}

/** What can be done with a bubble, beside it. */
export function BubbleActions({ message }: { message: Message }) {
  const { reply } = useThreadDeeds();
  if (reply === null || message.wamid === null) {
    return null;
  }
  return (
    <div className="bubble-actions">
      <Button look="quiet" icon="reply" iconOnly onClick={() => reply(message)}>
        {i18n._("Reply to this message")}
      </Button>
      <ReactButton message={message} />
    </div>
  );
}

/** Over the composer: what the reply will quote. */
export function QuoteInComposer({ message, onDrop }: { message: Message; onDrop(): void }) {
  return (
    <div className="composer-quote">
      <Icon name="reply" size={16} />
      <div className="composer-quote-words">
        <strong>
          {message.direction === "in"
            ? i18n._("Replying to the customer")
            : i18n._("Replying to our own message")}
        </strong>
        <span className="truncate" dir="auto">
          {messageLine(message)}
        </span>
      </div>
      <Button look="quiet" icon="close" iconOnly onClick={onDrop}>
        {i18n._("Reply without quoting")}
      </Button>
    </div>
  );
}
