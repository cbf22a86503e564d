import { FaultLine } from "../../api/fault-line.tsx";
import type { Owed } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { usePayOwed } from "./queries.ts";
import { charged } from "./words.ts";

interface OwedCardProps {
  owed: Owed[];
  /** Leaves for the payment page. */
  onLeave(url: string): void;
}

/** What is billed and not paid, each with its way to the payment page. */
export function OwedCard({ owed, onLeave }: OwedCardProps) {
  if (owed.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="billing-owed">
      <h2 id="billing-owed">{i18n._("Waiting to be paid")}</h2>
      <ul className="billing-owed">
        {owed.map((invoice) => (
          <OwedLine key={invoice.id} invoice={invoice} onLeave={onLeave} />
        ))}
      </ul>
    </section>
  );
}

interface OwedLineProps {
  invoice: Owed;
  onLeave(url: string): void;
}

function OwedLine({ invoice, onLeave }: OwedLineProps) {
  const pay = usePayOwed();
  const name = invoice.number
    ? i18n._("Invoice {number}", { number: invoice.number })
    : i18n._("An invoice without a number yet");
  return (
    <li>
      <span>
        <bdi>{name}</bdi>
        <span className="billing-charged">
          {charged(invoice)}
          {" · "}
          {invoice.state === "past_due" ? i18n._("past due") : i18n._("open")}
        </span>
      </span>
      {invoice.is_payable ? (
        <Button
          look="primary"
          busy={pay.isPending}
          aria-label={i18n._("Pay now: {name}", { name })}
          onClick={() => pay.mutate(invoice.id, { onSuccess: ({ url }) => onLeave(url) })}
        >
          {i18n._("Pay now")}
        </Button>
      ) : null}
      <FaultLine error={pay.error} />
    </li>
  );
}
