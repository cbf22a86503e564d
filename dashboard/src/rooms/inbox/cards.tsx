import type { Message } from "../../api/types.ts";
import { formatLocale, i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { showToast } from "../../ui/toast.tsx";
import "./cards.css";

type Content = NonNullable<Message["content"]>;
type Place = Extract<Content, { kind: "location" }>;
type Cards = Extract<Content, { kind: "contacts" }>;
type Order = Extract<Content, { kind: "order" }>;
type Answer = Extract<Content, { kind: "answer" }>;
type Line = Cards["cards"][number]["phones"][number];

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(i18n._("Copied"));
  } catch {
    showToast(i18n._("The browser did not let us copy. Select the text and copy it yourself."));
  }
}

/** A place without a map: no other site learns where the customer is. */
export function PlaceCard({ place }: { place: Place }) {
  const { latitude, longitude, name, address } = place;
  const point = latitude === null || longitude === null ? null : `${latitude}, ${longitude}`;
  return (
    <section className="card-in-bubble" aria-label={i18n._("Location")}>
      <Icon name="pin" />
      <div className="card-lines">
        <strong dir="auto">{name ?? i18n._("Location")}</strong>
        {address ? <span dir="auto">{address}</span> : null}
        {point ? (
          <span className="digits" dir="ltr">
            {point}
          </span>
        ) : null}
      </div>
      {point ? (
        <Button look="quiet" icon="copy" iconOnly onClick={() => void copy(point)}>
          {i18n._("Copy the coordinates")}
        </Button>
      ) : null}
    </section>
  );
}

export function ContactCards({ content }: { content: Cards }) {
  return (
    <>
      {content.cards.map((card, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stored card never moves
        <section className="card-in-bubble" key={index} aria-label={i18n._("Contact card")}>
          <Icon name="person" />
          <div className="card-lines">
            <strong dir="auto">{card.name ?? i18n._("No name")}</strong>
            {card.organisation ? <span dir="auto">{card.organisation}</span> : null}
            <CopyLines lines={card.phones} />
            <CopyLines lines={card.emails} />
            {[...card.addresses, ...card.links].map((line) => (
              <span dir="auto" key={line.value}>
                {line.value}
              </span>
            ))}
          </div>
        </section>
      ))}
      {content.left_out > 0 ? (
        <p className="bubble-reason">
          {i18n._("{count, plural, one {# more card} other {# more cards}}", {
            count: content.left_out,
          })}
        </p>
      ) : null}
    </>
  );
}

function CopyLines({ lines }: { lines: Line[] }) {
  return lines.map(({ value, label }) => (
    <span className="card-copy" key={value}>
      <span dir="ltr" title={label ?? undefined}>
        {value}
      </span>
      <Button look="quiet" icon="copy" iconOnly onClick={() => void copy(value)}>
        {i18n._("Copy {value}", { value })}
      </Button>
    </span>
  ));
}

export function OrderCard({ order }: { order: Order }) {
  return (
    <section className="card-in-bubble" aria-label={i18n._("Order")}>
      <div className="card-lines">
        <strong>{i18n._("Order")}</strong>
        <ul className="card-items">
          {order.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a stored order never changes
            <li key={index}>
              <span className="digits">{`${item.quantity ?? "?"} ×`}</span>{" "}
              <bdi>{item.product}</bdi>
              {item.price === null ? null : (
                <span className="digits card-price">{money(item.price, item.currency)}</span>
              )}
            </li>
          ))}
        </ul>
        <Total order={order} />
      </div>
    </section>
  );
}

function Total({ order }: { order: Order }) {
  const currencies = new Set(order.items.map((item) => item.currency));
  const known = order.items.every((item) => item.price !== null && item.quantity !== null);
  if (!known || currencies.size !== 1 || order.left_out > 0) {
    return null;
  }
  const sum = order.items.reduce(
    (total, { price, quantity }) => total + (price ?? 0) * (quantity ?? 0),
    0,
  );
  const [currency = null] = currencies;
  return <strong className="digits">{i18n._("Total {sum}", { sum: money(sum, currency) })}</strong>;
}

function money(amount: number, currency: string | null): string {
  try {
    return new Intl.NumberFormat(formatLocale(), {
      ...(currency ? { style: "currency", currency } : {}),
      maximumFractionDigits: 2,
    }).format(amount);
  } catch {
    return `${amount} ${currency ?? ""}`;
  }
}

/** What stands beside a tapped answer: the row's second line, or the fields of a form. */
export function AnswerDetails({ answer }: { answer: Answer }) {
  return (
    <>
      {answer.description ? (
        <p className="bubble-reason" dir="auto">
          {answer.description}
        </p>
      ) : null}
      {answer.fields.length > 0 ? (
        <dl className="card-fields">
          {answer.fields.map((field) => (
            <div key={field.label}>
              <dt dir="auto">{field.label}</dt>
              <dd dir="auto">{field.value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <span className="bubble-badge">
        <Icon name="check" size={14} />
        {wayWords(answer.way)}
      </span>
    </>
  );
}

function wayWords(way: string): string {
  const words: Record<string, string> = {
    button: i18n._("Pressed a button"),
    list: i18n._("Chose from a list"),
    form: i18n._("Filled in a form"),
    call_permission_reply: i18n._("Answered whether you may call"),
  };
  return words[way] ?? i18n._("Answered");
}

/** The ad or post that brought the customer. Nothing of it is loaded from there. */
export function ReferralCard({ referral }: { referral: NonNullable<Message["referral"]> }) {
  return (
    <section className="card-in-bubble" aria-label={i18n._("Came from an ad")}>
      <div className="card-lines">
        <span className="bubble-badge">
          {referral.source === "post" ? i18n._("Came from a post") : i18n._("Came from an ad")}
        </span>
        {referral.headline ? <strong dir="auto">{referral.headline}</strong> : null}
        {referral.body ? <span dir="auto">{referral.body}</span> : null}
        {referral.link ? (
          <a href={referral.link} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
            {i18n._("Open it")}
          </a>
        ) : null}
      </div>
    </section>
  );
}
