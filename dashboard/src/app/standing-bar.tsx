import { useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { Icon } from "../ui/icon.tsx";
import "./standing-bar.css";

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
    <section className="standing-bar" role="status" aria-label={i18n._("Workspace suspended")}>
      <Icon name="warning" size={20} />
      <div className="standing-words">
        <p>
          <strong>{i18n._("The operator has suspended this workspace.")}</strong>{" "}
          <bdi>{reason}</bdi>
        </p>
        <p>
          {i18n._(
            "Messages still arrive. Nothing is sent until the operator lifts this; what is queued waits. You can read everything, remove members, revoke keys and disconnect numbers.",
          )}
        </p>
      </div>
    </section>
  );
}

function Paused() {
  return (
    <section className="standing-bar" role="status" aria-label={i18n._("Workspace paused")}>
      <Icon name="warning" size={20} />
      <div className="standing-words">
        <p>
          <strong>{i18n._("This workspace is paused: its trial or plan is over.")}</strong>
        </p>
        <p>
          {i18n._(
            "Messages still arrive. Nothing is sent until an owner chooses a plan; what is queued waits. You can read everything, remove members, revoke keys and disconnect numbers.",
          )}
        </p>
      </div>
    </section>
  );
}
