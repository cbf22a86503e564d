import type { Price } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { charged, rupees } from "./words.ts";

interface IntervalChoiceProps {
  prices: readonly Price[];
  chosen: Price["interval"];
  /** Whether a card is charged the second figure; else the rupees are what is paid. */
  isCharged?: boolean;
  onChoose(interval: Price["interval"]): void;
}

/** Month or year, each with what is shown and what a card is charged. */
export function IntervalChoice({
  prices,
  chosen,
  isCharged = true,
  onChoose,
}: IntervalChoiceProps) {
  return (
    <fieldset className="plain-fieldset">
      <legend>{i18n._("Paid for")}</legend>
      {prices.map((price) => (
        <label key={price.interval} className="billing-choice">
          <input
            type="radio"
            name="interval"
            checked={price.interval === chosen}
            onChange={() => onChoose(price.interval)}
          />
          <span>
            {price.interval === "month" ? i18n._("A month") : i18n._("A year")}
            {": "}
            <strong>{rupees(price)}</strong>
            {isCharged ? <span className="billing-charged">{charged(price)}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
