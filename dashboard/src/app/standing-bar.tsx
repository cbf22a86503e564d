import { Link } from "@tanstack/react-router";
import { useMay, useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { NoticeBar } from "./notice-bar.tsx";

/** Says over every page that the workspace is suspended or paused, why, and what still works. */
export function StandingBar() {
  const { status, reason } = useViewer().workspace;
  if (status === "paused") {
    return <Paused />;
  }
  if (status !== "suspended") {
    return null;
  }
  return (
    <NoticeBar
      label={i18n._("Workspace suspended")}
      more={
        <p>
          {i18n._(
            "Messages still arrive. Nothing is sent until the operator lifts this; what is queued waits. You can read everything, remove members, revoke keys and disconnect numbers.",
          )}
        </p>
      }
    >
      <p>
        <strong>{i18n._("The operator has suspended this workspace.")}</strong> <bdi>{reason}</bdi>
      </p>
    </NoticeBar>
  );
}

function Paused() {
  const mayPay = useMay("billing.manage");
  return (
    <NoticeBar
      label={i18n._("Workspace paused")}
      more={
        <p>
          {i18n._(
            "Messages still arrive. Nothing is sent until an owner chooses a plan; what is queued waits. You can read everything, remove members, revoke keys and disconnect numbers.",
          )}
        </p>
      }
      deed={
        mayPay ? (
          <Link className="button button-plain" to="/billing">
            {i18n._("Choose a plan")}
          </Link>
        ) : null
      }
    >
      <p>
        <strong>{i18n._("This workspace is paused: its trial or plan is over.")}</strong>
      </p>
    </NoticeBar>
  );
}
