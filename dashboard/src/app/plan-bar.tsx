import type { ReactNode } from "react";
import { i18n } from "../lib/i18n.ts";
import { dayAndTime } from "../lib/time.ts";
import { useBilling } from "../rooms/billing/queries.ts";
import { Icon } from "../ui/icon.tsx";
import "./standing-bar.css";

/** Says over every page, to those who manage the plan, until when a trial runs and what is due. */
export function PlanBar() {
  const { data } = useBilling();
  const words = data ? said(data.state, data.trial_ends_at) : null;
  return words ? (
    <section className="standing-bar" role="status" aria-label={i18n._("Your plan")}>
      <Icon name="clock" size={20} />
      <div className="standing-words">{words}</div>
    </section>
  ) : null;
}

function said(state: string | null, ends: string | null): ReactNode {
  const time = ends === null ? "" : dayAndTime(ends);
  switch (state) {
    case "trial":
      return <p>{i18n._("Your trial ends on {time}.", { time })}</p>;
    case "trial_extended":
      return (
        <>
          <p>
            <strong>
              {i18n._("Your trial is three days longer: it ends on {time}.", { time })}
            </strong>
          </p>
          <p>
            {i18n._(
              "More than 50 customers have written to you, so nothing stops on a busy day. This happens once.",
            )}
          </p>
        </>
      );
    case "past_due":
      return (
        <p>
          {i18n._(
            "The last payment for your plan has not arrived. Everything goes on while it is awaited.",
          )}
        </p>
      );
    default:
      return null;
  }
}
