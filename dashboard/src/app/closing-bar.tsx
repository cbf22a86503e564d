import { FaultLine } from "../api/fault-line.tsx";
import { useMay, useViewer } from "../api/viewer.tsx";
import { i18n } from "../lib/i18n.ts";
import { dayAndTime } from "../lib/time.ts";
import { useTakeBack } from "../rooms/workspaces/closing-queries.ts";
import { Button } from "../ui/button.tsx";
import { NoticeBar } from "./notice-bar.tsx";

/** Says over every page that the workspace is closed, until when, and lets an owner take it back. */
export function ClosingBar() {
  const { purge_at: until } = useViewer().workspace;
  const mayTakeBack = useMay("workspace.close");
  const back = useTakeBack();
  if (until === null) {
    return null;
  }
  return (
    <NoticeBar
      label={i18n._("Workspace closed")}
      more={
        <p>
          {i18n._(
            "Until then you can read everything. Messages still arrive; nothing is sent or changed. Whoever is in no other workspace then loses their account here too.",
          )}
        </p>
      }
      deed={
        mayTakeBack ? (
          <Button busy={back.isPending} onClick={() => back.mutate()}>
            {i18n._("Take it back")}
          </Button>
        ) : null
      }
    >
      <p>
        <strong>
          {i18n._("This workspace is closed. All of it is deleted on {time}.", {
            time: dayAndTime(until),
          })}
        </strong>
      </p>
      <FaultLine error={back.error} />
    </NoticeBar>
  );
}
