import { FaultLine } from "../../api/fault-line.tsx";
import type { Seat } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useRemoveMember } from "./team-queries.ts";

export function RemoveDialog({ seat, onClose }: { seat: Seat; onClose(): void }) {
  const remove = useRemoveMember();
  return (
    <Dialog title={i18n._("Remove {name}?", { name: seat.name })} onClose={onClose}>
      <p>
        {i18n._(
          "They are signed out of this workspace at once and their API keys stop. Their conversations go back to Unassigned; what they wrote stays.",
        )}
      </p>
      <FaultLine error={remove.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep")}</Button>
        <Button
          look="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate(seat.id, { onSuccess: onClose })}
        >
          {i18n._("Remove")}
        </Button>
      </div>
    </Dialog>
  );
}
