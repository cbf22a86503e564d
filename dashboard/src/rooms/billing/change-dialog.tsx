import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Plan, PlanPreview, Subscription } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { dayAndTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Bone } from "../../ui/states.tsx";
import { IntervalChoice } from "./interval-choice.tsx";
import { useChangePlan, usePlanPreview } from "./queries.ts";
import { charged, excessWords, planName } from "./words.ts";

interface ChangeDialogProps {
  plan: Plan;
  held: Subscription;
  onClose(): void;
}

/** What another plan costs now and later, before Paddle is asked for it. */
export function ChangeDialog({ plan, held, onClose }: ChangeDialogProps) {
  const others = plan.prices.filter(
    ({ is_sold, interval }) => is_sold && (plan.id !== held.plan || interval !== held.interval),
  );
  const like = others.find(({ interval }) => interval === held.interval) ?? others[0];
  const [chosen, setChosen] = useState(like?.interval ?? "month");
  const wish = { plan: plan.id, interval: chosen };
  const preview = usePlanPreview(wish);
  const change = useChangePlan();
  const isTooSmall = (preview.data?.exceeds.length ?? 0) > 0;
  return (
    <Dialog title={i18n._("Change to {plan}", { plan: planName(plan.id) })} onClose={onClose}>
      <IntervalChoice prices={others} chosen={chosen} onChoose={setChosen} />
      {preview.isPending ? <Bone size="block" /> : null}
      {preview.data ? <Costs preview={preview.data} /> : null}
      <FaultLine error={change.error ?? preview.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep the plan as it is")}</Button>
        <Button
          look="primary"
          busy={change.isPending}
          disabled={!preview.data || isTooSmall}
          onClick={() => change.mutate(wish, { onSuccess: onClose })}
        >
          {i18n._("Change the plan")}
        </Button>
      </div>
    </Dialog>
  );
}

function Costs({ preview }: { preview: PlanPreview }) {
  const { currency, exceeds } = preview;
  const money = (amount: number) => charged({ amount, currency });
  if (exceeds.length > 0) {
    return (
      <div role="alert">
        <p>{i18n._("This plan is too small for what the workspace uses now:")}</p>
        <ul className="billing-list">
          {exceeds.map((one) => (
            <li key={one.what}>{excessWords(one)}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <>
      <dl className="billing-sums">
        <Sum name={i18n._("Charged now")} value={money(preview.due_now)} isStrong />
        {preview.tax_now > 0 ? (
          <Sum name={i18n._("of it tax")} value={money(preview.tax_now)} />
        ) : null}
        {preview.credit > 0 ? (
          <Sum name={i18n._("Left of your plan, taken off")} value={money(preview.credit)} />
        ) : null}
        {preview.kept > 0 ? (
          <Sum name={i18n._("Kept as credit for later payments")} value={money(preview.kept)} />
        ) : null}
        <Sum name={nextName(preview)} value={money(preview.next_amount)} />
      </dl>
      {preview.billed_later ? (
        <p>
          {i18n._("What is due now is too little for a card, so it is put on the next payment.")}
        </p>
      ) : null}
      {preview.clears_cancel ? (
        <p>{i18n._("You had cancelled the plan: with this change it is renewed again.")}</p>
      ) : null}
      {preview.loses.includes("api_keys") ? (
        <p>{i18n._("API keys are not in this plan: those that there are stop working.")}</p>
      ) : null}
      <p className="billing-charged">
        {i18n._(
          "Paddle works this out to the minute, so a few cents may differ. If the card declines, nothing changes.",
        )}
      </p>
    </>
  );
}

function nextName({ next_at }: PlanPreview): string {
  return next_at === null
    ? i18n._("Next payment")
    : i18n._("Next payment, on {time}", { time: dayAndTime(next_at) });
}

function Sum({
  name,
  value,
  isStrong = false,
}: {
  name: string;
  value: string;
  isStrong?: boolean;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{isStrong ? <strong>{value}</strong> : value}</dd>
    </div>
  );
}
