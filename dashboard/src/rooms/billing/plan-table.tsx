import { useState } from "react";
import type { Billing, Plan, Price } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { ChangeDialog } from "./change-dialog.tsx";
import { CheckoutDialog } from "./checkout-dialog.tsx";
import { usePlans } from "./queries.ts";
import { charged, limitWords, planName, rupees } from "./words.ts";

/** What plans cost, and taking one. What is paid through Paddle is changed: nothing is bought beside
    it. */
export function PlanTable({ billing }: { billing: Billing }) {
  const held = billing.subscription;
  const plans = usePlans();
  const [wanted, setWanted] = useState<Plan | null>(null);
  if (plans.data === undefined) {
    return <Waiting query={plans} failure={i18n._("The plans could not be loaded")} />;
  }
  const isBank = takesTransfers(billing);
  const isSold = isBank || plans.data.some(isSoldOnline);
  const close = () => setWanted(null);
  return (
    <section className="cards" aria-labelledby="billing-plans">
      <h2 id="billing-plans" className="billing-title">
        {i18n._("What plans cost")}
      </h2>
      <Table
        columns={columns(billing)}
        rows={plans.data}
        isCurrent={({ id }) => isHeld(id, billing)}
        deeds={
          isSold
            ? (plan) =>
                isSoldOnline(plan) || isBank ? (
                  <DeedButton plan={plan} billing={billing} onTake={() => setWanted(plan)} />
                ) : null
            : null
        }
      />
      <p className="page-lead">
        {isSold
          ? i18n._(
              "A card is charged the second figure: its statement shows that currency, and your bank may add charges of its own.",
            )
          : i18n._(
              "A card is charged the second figure: its statement shows that currency, and your bank may add charges of its own. To take or change a plan, write to the operator of this installation.",
            )}
      </p>
      {wanted !== null && held === null ? (
        <CheckoutDialog
          plan={wanted}
          isBank={isBank}
          onClose={close}
          onLeave={(url) => location.assign(url)}
        />
      ) : null}
      {wanted !== null && held !== null ? (
        <ChangeDialog plan={wanted} held={held} onClose={close} />
      ) : null}
    </section>
  );
}

function columns(billing: Billing): Column<Plan>[] {
  return [
    { head: i18n._("Plan"), cell: ({ id }) => <Name id={id} isHeld={isHeld(id, billing)} /> },
    { head: i18n._("Staff"), cell: (plan) => limitWords(plan.staff_limit) },
    { head: i18n._("Numbers"), cell: (plan) => limitWords(plan.number_limit) },
    { head: i18n._("API keys"), cell: (plan) => (plan.has_api ? i18n._("yes") : i18n._("no")) },
    { head: i18n._("A month"), cell: (plan) => <Cost of={plan} per="month" />, isFigure: true },
    { head: i18n._("A year"), cell: (plan) => <Cost of={plan} per="year" />, isFigure: true },
  ];
}

function Name({ id, isHeld }: { id: Plan["id"]; isHeld: boolean }) {
  return (
    <span>
      <strong>{planName(id)}</strong>
      {isHeld ? <span className="billing-yours">{i18n._("yours")}</span> : null}
    </span>
  );
}

interface DeedButtonProps {
  plan: Plan;
  billing: Billing;
  onTake(): void;
}

function DeedButton({ plan, billing, onTake }: DeedButtonProps) {
  const name = planName(plan.id);
  const held = billing.subscription;
  if (held === null && plan.id === billing.plan && isPaidByTransfer(billing)) {
    return (
      <Button onClick={onTake} aria-label={i18n._("Renew {plan}", { plan: name })}>
        {i18n._("Renew")}
      </Button>
    );
  }
  if (held === null) {
    return (
      <Button onClick={onTake} aria-label={i18n._("Take {plan}", { plan: name })}>
        {i18n._("Take")}
      </Button>
    );
  }
  const isSettled = held.asked === null && !held.is_locked;
  return (
    <Button
      onClick={onTake}
      disabled={!isSettled || (held.state !== "active" && held.state !== "trialing")}
      aria-label={i18n._("Change to {plan}", { plan: name })}
    >
      {i18n._("Change")}
    </Button>
  );
}

/** Whether the workspace has this plan now: of one that is over, only its name is left. */
function isHeld(id: Plan["id"], { plan, state }: Billing): boolean {
  return id === plan && state !== "canceled" && state !== "paused";
}

/** Whether a bank transfer may pay a plan here: not beside a card, nor for a plan without end. */
function takesTransfers({ bank, provider, ends_at, state, subscription }: Billing): boolean {
  const isEndless = provider === "manual" && ends_at === null && state === "active";
  return bank !== null && subscription === null && !isEndless;
}

function isPaidByTransfer({ provider, ends_at }: Billing): boolean {
  return provider === "manual" && ends_at !== null;
}

function isSoldOnline(plan: Plan): boolean {
  return plan.prices.some((price) => price.is_sold);
}

function Cost({ of, per }: { of: Plan; per: Price["interval"] }) {
  const price = of.prices.find(({ interval }) => interval === per);
  return price === undefined ? null : (
    <span>
      {rupees(price)}
      <span className="billing-charged">{charged(price)}</span>
    </span>
  );
}
