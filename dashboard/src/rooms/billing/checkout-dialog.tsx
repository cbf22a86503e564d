import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Plan, Price } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IntervalChoice } from "./interval-choice.tsx";
import { useOpenCheckout, type Wish } from "./queries.ts";
import { useAskTransfer } from "./transfer-queries.ts";
import { planName } from "./words.ts";

type Way = "card" | "bank";

interface CheckoutDialogProps {
  plan: Plan;
  /** Whether a bank transfer may pay it. */
  isBank: boolean;
  onClose(): void;
  /** Leaves for the page where a card pays it. */
  onLeave(url: string): void;
}

/** Month or year, by card or bank transfer, and what follows: before anything of Paddle is opened. */
export function CheckoutDialog({ plan, isBank, onClose, onLeave }: CheckoutDialogProps) {
  const prices = { card: plan.prices.filter((price) => price.is_sold), bank: plan.prices };
  const ways = (["card", "bank"] as const).filter((way) =>
    way === "bank" ? isBank : prices.card.length > 0,
  );
  const [way, setWay] = useState<Way>(ways[0] ?? "bank");
  const [wished, setWished] = useState<Price["interval"]>("month");
  const interval = sold(prices[way], wished);
  const take = useTaking(way, onClose, onLeave);
  return (
    <Dialog title={i18n._("Take {plan}", { plan: planName(plan.id) })} onClose={onClose}>
      <IntervalChoice
        prices={prices[way]}
        chosen={interval}
        isCharged={way === "card"}
        onChoose={setWished}
      />
      {ways.length > 1 ? <WayChoice chosen={way} onChoose={setWay} /> : null}
      {way === "card" ? <CardWords /> : <BankWords />}
      <FaultLine error={take.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Stay here")}</Button>
        <Button
          look="primary"
          busy={take.isPending}
          onClick={() => take.go({ plan: plan.id, interval })}
        >
          {way === "card" ? i18n._("Go to the payment page") : i18n._("Get the reference")}
        </Button>
      </div>
    </Dialog>
  );
}

/** What is wished for, where it is sold that way; else the first that is. */
function sold(prices: readonly Price[], wished: Price["interval"]): Price["interval"] {
  const intervals = prices.map((price) => price.interval);
  return intervals.includes(wished) ? wished : (intervals[0] ?? "month");
}

/** Opens a checkout and leaves for it, or begins a bank transfer, whose card then stands here. */
function useTaking(way: Way, onClose: () => void, onLeave: (url: string) => void) {
  const checkout = useOpenCheckout();
  const transfer = useAskTransfer();
  if (way === "card") {
    const { error, isPending } = checkout;
    const go = (wish: Wish) => checkout.mutate(wish, { onSuccess: ({ url }) => onLeave(url) });
    return { error, isPending, go };
  }
  const { error, isPending } = transfer;
  return { error, isPending, go: (wish: Wish) => transfer.mutate(wish, { onSuccess: onClose }) };
}

function WayChoice({ chosen, onChoose }: { chosen: Way; onChoose(way: Way): void }) {
  const words = {
    card: i18n._("Card, through Paddle"),
    bank: i18n._("Bank transfer, in rupees"),
  };
  return (
    <fieldset className="plain-fieldset">
      <legend>{i18n._("Paid by")}</legend>
      {(["card", "bank"] as const).map((way) => (
        <label key={way} className="billing-choice">
          <input type="radio" name="way" checked={way === chosen} onChange={() => onChoose(way)} />
          <span>{words[way]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function CardWords() {
  return (
    <>
      <p>
        {i18n._(
          "The next page is the payment page. It says what would be loaded from Paddle, the company that takes the payment, and waits for you to press once more. Your card is charged the second figure, and your bank may add charges of its own.",
        )}
      </p>
      <p>{i18n._("The plan changes here as soon as Paddle confirms the payment.")}</p>
    </>
  );
}

function BankWords() {
  return (
    <p>
      {i18n._(
        "You get a reference and the account of the operator. Transfer the amount, write the reference on it and send the receipt here. The plan changes as soon as the operator has found the money, which takes a working day or so.",
      )}
    </p>
  );
}
