import type { ReactNode } from "react";
import { useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { dayAndTime } from "../lib/time.ts";
import { useBilling } from "../rooms/billing/queries.ts";
import { NoticeBar } from "./notice-bar.tsx";

/** Says over every page, to those who manage the plan, until when a trial runs and what is due.
    Where the workspace is stopped or closed, that is said instead. */
export function PlanBar() {
  const { status } = useViewer().workspace;
  const { data } = useBilling();
  const said = data && status === "active" ? words(data.state, data.trial_ends_at) : null;
  return said ? (
    <NoticeBar label={i18n._("Your plan")} icon="clock" more={said.more}>
      {said.first}
    </NoticeBar>
  ) : null;
}

function words(state: string | null, ends: string | null) {
  const time = ends === null ? "" : dayAndTime(ends);
  const said = (first: ReactNode, more?: ReactNode) => ({ first, more });
  switch (state) {
    case "trial":
      return said(<p>{i18n._("Your trial ends on {time}.", { time })}</p>);
    case "trial_extended":
      return said(
        <p>
          <strong>{i18n._("Your trial is three days longer: it ends on {time}.", { time })}</strong>
        </p>,
        <p>
          {i18n._(
            "More than 50 customers have written to you, so nothing stops on a busy day. This happens once.",
          )}
        </p>,
      );
    case "past_due":
      return said(
        <p>
          {i18n._(
            "The last payment for your plan has not arrived. Everything goes on while it is awaited.",
          )}
        </p>,
      );
    default:
      return null;
  }
}
