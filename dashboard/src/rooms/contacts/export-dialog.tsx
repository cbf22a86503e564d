import { useEffect } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useExport, useExportFile, useMakeExport } from "./queries.ts";

interface ExportDialogProps {
  id: string;
  name: string;
  onClose(): void;
}

/** Has the file made, says how far it is, and hands it over. */
export function ExportDialog({ id, name, onClose }: ExportDialogProps) {
  const { mutate: make, data: asked, error, isPending } = useMakeExport(id);
  useEffect(() => make(), [make]);
  const made = useExport(asked?.id).data ?? asked;
  const file = useExportFile();
  const isReady = made?.state === "ready";
  return (
    <Dialog title={i18n._("Data of {name}", { name })} onClose={onClose}>
      <p>
        {i18n._(
          "One file with all that is stored of this customer: pages to read, JSON for programs, and their photos and documents. Only you can fetch it, for 24 hours.",
        )}
      </p>
      {made ? (
        <>
          <progress
            className="export-progress"
            max={Math.max(1, made.total)}
            value={isReady ? Math.max(1, made.total) : made.done}
          >
            {made.done}
          </progress>
          <p role="status">
            {isReady
              ? i18n._("The file is ready.")
              : i18n._("{done} of {total} messages and files", made)}
          </p>
        </>
      ) : null}
      <FaultLine error={error ?? file.error} />
      <div className="dialog-foot">
        <Button onClick={onClose}>{i18n._("Close")}</Button>
        <Button
          look="primary"
          busy={isPending || file.isPending}
          disabled={!isReady}
          onClick={() => made && file.mutate(made.id)}
        >
          {i18n._("Download")}
        </Button>
      </div>
    </Dialog>
  );
}
