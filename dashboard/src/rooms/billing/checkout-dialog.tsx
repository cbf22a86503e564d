import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Plan } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IntervalChoice } from "./interval-choice.tsx";
import { useOpenCheckout } from "./queries.ts";
import { planName } from "./words.ts";

interface CheckoutDialogProps {
  plan: Plan;
  onClose(): void;
  /** Leaves for the page where it is paid. */
  onLeave(url: string): void;
}

/** Month or year, what is charged, and where it is paid: before anything of Paddle is opened. */
export function CheckoutDialog({ plan, onClose, onLeave }: CheckoutDialogProps) {
  const sold = plan.prices.filter((price) => price.is_sold);
  const [chosen, setChosen] = useState(sold[0]?.interval ?? "month");
  const open = useOpenCheckout();

  function leave() {
    open.mutate({ plan: plan.id, interval: chosen }, { onSuccess: ({ url }) => onLeave(url) });
  }

  return (
    <Dialog title={i18n._("Take {plan}", { plan: planName(plan.id) })} onClose={onClose}>
      <IntervalChoice prices={sold} chosen={chosen} onChoose={setChosen} />
      <p>
        {i18n._(
          "The next page is the payment page. It says what would be loaded from Paddle, the company that takes the payment, and waits for you to press once more. Your card is charged the second figure, and your bank may add charges of its own.",
        )}
      </p>
      <p>{i18n._("The plan changes here as soon as Paddle confirms the payment.")}</p>
      <FaultLine error={open.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Stay here")}</Button>
        <Button look="primary" busy={open.isPending} onClick={leave}>
          {i18n._("Go to the payment page")}
        </Button>
      </div>
    </Dialog>
  );
}
