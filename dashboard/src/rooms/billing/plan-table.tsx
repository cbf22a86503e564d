import type { Plan, Price } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Late } from "../../ui/late.tsx";
import { Bone, ErrorState } from "../../ui/states.tsx";
import { usePlans } from "./queries.ts";
import { charged, limitWords, planName, rupees } from "./words.ts";

export function PlanTable({ current }: { current: Plan["id"] | null }) {
  const plans = usePlans();
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
            </tr>
          </thead>
          <tbody>
            {plans.data.map((plan) => (
              <PlanRow key={plan.id} plan={plan} isCurrent={plan.id === current} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="page-lead">
        {i18n._(
          "A card is charged the second figure: its statement shows that currency, and your bank may add charges of its own. To take or change a plan, write to the operator of this installation.",
        )}
      </p>
    </section>
  );
}

function PlanRow({ plan, isCurrent }: { plan: Plan; isCurrent: boolean }) {
  return (
    <tr aria-current={isCurrent ? "true" : undefined}>
      <td data-label={i18n._("Plan")}>
        <span>
          <strong>{planName(plan.id)}</strong>
          {isCurrent ? <span className="billing-yours">{i18n._("yours")}</span> : null}
        </span>
      </td>
      <td data-label={i18n._("Staff")}>{limitWords(plan.staff_limit)}</td>
      <td data-label={i18n._("Numbers")}>{limitWords(plan.number_limit)}</td>
      <td data-label={i18n._("API keys")}>{plan.has_api ? i18n._("yes") : i18n._("no")}</td>
      <PriceCell label={i18n._("A month")} price={priceOf(plan, "month")} />
      <PriceCell label={i18n._("A year")} price={priceOf(plan, "year")} />
    </tr>
  );
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
