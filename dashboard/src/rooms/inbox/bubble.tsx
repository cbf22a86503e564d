import type { Message } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { clockTime, fullTime } from "../../lib/time.ts";
import { Icon } from "../../ui/icon.tsx";
import { MessageContent } from "./message-content.tsx";
import { MessageSteps } from "./message-steps.tsx";
import { BubbleActions, Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { SendAgain } from "./send-again.tsx";
import { TemplateButtons } from "./template-buttons.tsx";
import "./bubble.css";

interface BubbleProps {
  message: Message;
  first: boolean;
  last: boolean;
}

/** One message of the thread. */
export function Bubble({ message, first, last }: BubbleProps) {
  const { direction, error, status } = message;
  return (
    <article className={`line line-${direction}${first ? " line-first" : ""}`}>
      <div className={`bubble-row bubble-row-${direction}`}>
        <div className={`bubble bubble-${direction}`} title={fullTime(message.sent_at)}>
          <span className="visually-hidden">{speaker(message)}</span>
          {message.template ? (
            <span className="bubble-badge">
              <Icon name="template" size={14} />
              {i18n._("Template {name}", { name: message.template.name })}
            </span>
          ) : null}
          {message.reply_to ? <Quote id={message.reply_to.id} /> : null}
          <MessageContent message={message} />
          <Foot message={message} last={last} />
          <TemplateButtons buttons={message.template?.buttons ?? []} />
        </div>
        <BubbleActions message={message} />
      </div>
      <Reactions message={message} />
      {status === "failed" ? (
        <Trouble
          title={error?.title ?? i18n._("This message was not delivered")}
          advice={error?.advice ?? i18n._("Write again or call the customer.")}
        />
      ) : null}
      {status === "unknown" ? (
        <Trouble
          mild
          title={i18n._("We do not know yet whether this was sent")}
          advice={i18n._(
            "WhatsApp did not answer in time. This settles by itself; wait before you send it again.",
          )}
        />
      ) : null}
      <SendAgain message={message} />
    </article>
  );
}

function speaker({ direction, author }: Message): string {
  if (direction === "in") {
    return i18n._("Customer:");
  }
  return author ? i18n._("{name}:", { name: author.name }) : i18n._("We:");
}

function Foot({ message, last }: { message: Message; last: boolean }) {
  const out = message.direction === "out";
  return (
    <span className={last ? "bubble-foot" : "bubble-foot bubble-foot-inner"}>
      {last && out && message.author ? (
        <bdi className="bubble-author">{message.author.name}</bdi>
      ) : null}
      <time dateTime={message.sent_at}>{clockTime(message.sent_at)}</time>
      {out ? <MessageSteps message={message} /> : null}
    </span>
  );
}

interface TroubleProps {
  title: string;
  advice: string;
  /** Not a failure: something to wait for. */
  mild?: boolean;
}

/** What went wrong and what to do, under the bubble it is about. */
export function Trouble({ title, advice, mild = false }: TroubleProps) {
  return (
    <p className={mild ? "trouble trouble-mild" : "trouble"} role="status">
      <Icon name="warning" size={16} />
      <span dir="auto">
        <strong>{title}</strong> {advice}
      </span>
    </p>
  );
}
