import type { Billing } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import "./billing-page.css";
import { InvoiceCard } from "./invoice-card.tsx";
import { OwedCard } from "./owed-card.tsx";
import { PlanTable } from "./plan-table.tsx";
import { useBilling } from "./queries.ts";
import { SubscriptionCard } from "./subscription-card.tsx";
import { TransferCard } from "./transfer-card.tsx";
import { TransferList } from "./transfer-list.tsx";
import { planName, standingWords, usedWords } from "./words.ts";

/** The plan, how it stands, how much of it is used, and what plans cost. */
export function BillingPage() {
  const may = useMay("billing.manage");
  return (
    <div className="billing">
      <div className="page">
        <PageHead title={i18n._("Billing")} />
        {may ? (
          <Plan />
        ) : (
          <EmptyState icon="card" title={i18n._("Only owners see the plan")}>
            {i18n._("Ask an owner of this workspace when you need to know.")}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function Plan() {
  const billing = useBilling();
  if (billing.data === undefined) {
    return <Waiting query={billing} failure={i18n._("The plan could not be loaded")} />;
  }
  if (billing.data.state === null) {
    return (
      <EmptyState icon="card" title={i18n._("Nothing is sold here")}>
        {i18n._("The operator of this installation has switched billing off: everything is open.")}
      </EmptyState>
    );
  }
  const held = billing.data.subscription;
  return (
    <>
      <PlanCard billing={billing.data} />
      {billing.data.transfer === null || billing.data.bank === null ? null : (
        <TransferCard transfer={billing.data.transfer} bank={billing.data.bank} />
      )}
      <OwedCard owed={billing.data.owed} onLeave={(url) => location.assign(url)} />
      {held === null ? null : <SubscriptionCard held={held} owed={billing.data.owed} />}
      <PlanTable billing={billing.data} />
      <InvoiceCard isKnown={held !== null} owed={billing.data.owed} />
      <TransferList awaited={billing.data.transfer} />
    </>
  );
}

function PlanCard({ billing }: { billing: Billing }) {
  const { plan, staff, has_api } = billing;
  return (
    <section className="card" aria-labelledby="billing-plan">
      <h2 id="billing-plan">
        {plan === null
          ? i18n._("Your plan")
          : i18n._("Your plan: {plan}", { plan: planName(plan) })}
      </h2>
      <p>{standingWords(billing)}</p>
      {billing.is_paying ? (
        <p role="status">
          {i18n._(
            "A payment is awaited. When Paddle confirms it, the plan changes here by itself. To go on with it, take the same plan again.",
          )}
        </p>
      ) : null}
      <dl className="billing-facts">
        <div>
          <dt>{i18n._("Staff")}</dt>
          <dd>{usedWords(staff)}</dd>
        </div>
        <div>
          <dt>{i18n._("API keys")}</dt>
          <dd>{has_api ? i18n._("work") : i18n._("not in this plan")}</dd>
        </div>
      </dl>
    </section>
  );
}
