import { useState } from "react";
import type { Plan, Price } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, ErrorState } from "../../ui/states.tsx";
import { CheckoutDialog } from "./checkout-dialog.tsx";
import { usePlans } from "./queries.ts";
import { charged, limitWords, planName, rupees } from "./words.ts";

interface PlanTableProps {
  current: Plan["id"] | null;
  /** Whether a plan may be bought: not beside one that is paid already. */
  mayBuy: boolean;
}

export function PlanTable({ current, mayBuy }: PlanTableProps) {
  const plans = usePlans();
  const [wanted, setWanted] = useState<Plan | null>(null);
  if (plans.isPending) {
    return (
      <Late>
        <Bone size="block" />
      </Late>
    );
  }
  if (plans.isError) {
    return (
      <ErrorState
        title={i18n._("The plans could not be loaded")}
        error={plans.error}
        onRetry={() => void plans.refetch()}
      />
    );
  }
  const isSold = mayBuy && plans.data.some(isSoldOnline);
  return (
    <section className="cards" aria-labelledby="billing-plans">
      <h2 id="billing-plans" className="billing-title">
        {i18n._("What plans cost")}
      </h2>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{i18n._("Plan")}</th>
              <th scope="col">{i18n._("Staff")}</th>
              <th scope="col">{i18n._("Numbers")}</th>
              <th scope="col">{i18n._("API keys")}</th>
              <th scope="col">{i18n._("A month")}</th>
              <th scope="col">{i18n._("A year")}</th>
              {isSold ? (
                <th scope="col">
                  <span className="visually-hidden">{i18n._("Actions")}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {plans.data.map((plan) => (
              <PlanRow
                key={plan.id}
                plan={plan}
                isCurrent={plan.id === current}
                onTake={isSold ? () => setWanted(plan) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="page-lead">
        {isSold
          ? i18n._(
              "A card is charged the second figure: its statement shows that currency, and your bank may add charges of its own.",
            )
          : i18n._(
              "A card is charged the second figure: its statement shows that currency, and your bank may add charges of its own. To take or change a plan, write to the operator of this installation.",
            )}
      </p>
      {wanted === null ? null : (
        <CheckoutDialog
          plan={wanted}
          onClose={() => setWanted(null)}
          onLeave={(url) => location.assign(url)}
        />
      )}
    </section>
  );
}

interface PlanRowProps {
  plan: Plan;
  isCurrent: boolean;
  onTake: (() => void) | null;
}

function PlanRow({ plan, isCurrent, onTake }: PlanRowProps) {
  const name = planName(plan.id);
  return (
    <tr aria-current={isCurrent ? "true" : undefined}>
      <td data-label={i18n._("Plan")}>
        <span>
          <strong>{name}</strong>
          {isCurrent ? <span className="billing-yours">{i18n._("yours")}</span> : null}
        </span>
      </td>
      <td data-label={i18n._("Staff")}>{limitWords(plan.staff_limit)}</td>
      <td data-label={i18n._("Numbers")}>{limitWords(plan.number_limit)}</td>
      <td data-label={i18n._("API keys")}>{plan.has_api ? i18n._("yes") : i18n._("no")}</td>
      <PriceCell label={i18n._("A month")} price={priceOf(plan, "month")} />
      <PriceCell label={i18n._("A year")} price={priceOf(plan, "year")} />
      {onTake === null ? null : (
        <td className="table-deeds">
          {isSoldOnline(plan) ? (
            <Button onClick={onTake} aria-label={i18n._("Take {plan}", { plan: name })}>
              {i18n._("Take")}
            </Button>
          ) : null}
        </td>
      )}
    </tr>
  );
}

function isSoldOnline(plan: Plan): boolean {
  return plan.prices.some((price) => price.is_sold);
}

function priceOf(plan: Plan, interval: Price["interval"]): Price | undefined {
  return plan.prices.find((price) => price.interval === interval);
}

function PriceCell({ label, price }: { label: string; price: Price | undefined }) {
  return (
    <td data-label={label} className="billing-price">
      {price === undefined ? null : (
        <span>
          {rupees(price)}
          <span className="billing-charged">{charged(price)}</span>
        </span>
      )}
    </td>
  );
}
