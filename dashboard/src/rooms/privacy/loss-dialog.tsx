import { FaultLine } from "../../api/fault-line.tsx";
import type { Loss } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Late } from "../../ui/late.tsx";
import { Bone, ErrorState } from "../../ui/states.tsx";
import { useLoss } from "./queries.ts";

interface LossDialogProps {
  days: number;
  busy: boolean;
  error: Error | null;
  onClose(): void;
  onSure(): void;
}

/** Fewer days delete at once what is older: how much that is, before it is done. */
export function LossDialog({ days, busy, error, onClose, onSure }: LossDialogProps) {
  const loss = useLoss(days);
  return (
    <Dialog
      title={i18n._(
        "{days, plural, one {Keep things for # day?} other {Keep things for # days?}}",
        {
          days,
        },
      )}
      onClose={onClose}
    >
      {loss.isPending ? (
        <Late>
          <Bone />
        </Late>
      ) : null}
      {loss.isError ? (
        <ErrorState
          title={i18n._("What would be deleted could not be counted")}
          error={loss.error}
          onRetry={() => void loss.refetch()}
        />
      ) : null}
      {loss.data ? <Counts loss={loss.data} /> : null}
      <FaultLine error={error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep as it is")}</Button>
        <Button look="danger" busy={busy} disabled={!loss.data} onClick={onSure}>
          {loss.data && total(loss.data) === 0 ? i18n._("Save") : i18n._("Delete what is older")}
        </Button>
      </div>
    </Dialog>
  );
}

function Counts({ loss }: { loss: Loss }) {
  const { messages, files, notes, counted_up_to: most } = loss;
  if (total(loss) === 0) {
    return <p>{i18n._("Nothing stored now is older.")}</p>;
  }
  return (
    <>
      <p>{i18n._("This deletes what is older now:")}</p>
      <ul className="loss">
        <li>{i18n._("Messages: {count}", { count: counted(messages, most) })}</li>
        <li>{i18n._("Files: {count}", { count: counted(files, most) })}</li>
        <li>{i18n._("Notes: {count}", { count: counted(notes, most) })}</li>
      </ul>
      <p>{i18n._("It happens within the hour and cannot be undone.")}</p>
    </>
  );
}

function total({ messages, files, notes }: Loss): number {
  return messages + files + notes;
}

/** Counting stops somewhere: from there on it says so. */
function counted(count: number, most: number): string {
  const said = count.toLocaleString(i18n.locale);
  return count < most ? said : i18n._("{count} or more", { count: said });
}
