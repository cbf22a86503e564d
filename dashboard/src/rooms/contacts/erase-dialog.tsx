import { FaultLine } from "../../api/fault-line.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import { useEraseContact } from "./queries.ts";

interface EraseDialogProps {
  id: string;
  name: string;
  onClose(): void;
}

/** Asks once more, naming the customer: this is for good. */
export function EraseDialog({ id, name, onClose }: EraseDialogProps) {
  const erase = useEraseContact(id);
  return (
    <Dialog title={i18n._("Erase {name}?", { name })} onClose={onClose}>
      <p>
        {i18n._(
          "All messages, files, notes and drafts with this customer are deleted, and their name and number. What waits to be sent to them is not sent. It cannot be undone.",
        )}
      </p>
      <p>
        {i18n._(
          "The audit log keeps that it was done and how much went, but nothing of the content.",
        )}
      </p>
      <FaultLine error={erase.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Keep")}</Button>
        <Button
          look="danger"
          busy={erase.isPending}
          onClick={() =>
            erase.mutate(undefined, {
              onSuccess: () => {
                onClose();
                showToast(i18n._("The customer is being erased. It takes a few minutes at most."));
              },
            })
          }
        >
          {i18n._("Erase for good")}
        </Button>
      </div>
    </Dialog>
  );
}
