import { useState } from "react";
import { useViewer } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useLeave } from "./team-queries.ts";

/** The way out for whoever looks. */
export function LeaveCard() {
  const { workspace } = useViewer();
  const leave = useLeave();
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button look="danger" onClick={() => setAsking(true)}>
        {i18n._("Leave the workspace")}
      </Button>
      {asking ? (
        <Dialog
          title={i18n._("Leave {workspace}?", { workspace: workspace.name })}
          onClose={() => setAsking(false)}
        >
          <p>
            {i18n._(
              "Your conversations go back to Unassigned. To come back you need a new invitation.",
            )}
          </p>
          {leave.isError ? (
            <p className="field-error" role="alert">
              {leave.error.message}
            </p>
          ) : null}
          <div className="dialog-foot">
            <Button onClick={() => setAsking(false)}>{i18n._("Stay")}</Button>
            <Button look="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
              {i18n._("Leave")}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
