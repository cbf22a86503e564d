import { FaultLine } from "../../api/fault-line.tsx";
import type { WholeExport } from "../../api/types.ts";
import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import {
  useMakeWholeExport,
  useStopWholeExport,
  useWholeExport,
  useWholeExportFile,
} from "./whole-export-queries.ts";
import "./whole-export-card.css";

/** Everything of the workspace as one file, for an owner; open while the page is. */
export function WholeExportCard() {
  const mayExport = useMay("workspace.export");
  const make = useMakeWholeExport();
  const stop = useStopWholeExport();
  const file = useWholeExportFile();
  const made = useWholeExport(make.data?.id).data ?? make.data;
  if (!mayExport) {
    return null;
  }
  return (
    <section className="card">
      <h2>{i18n._("Export the workspace")}</h2>
      <p>
        {i18n._(
          "One file with customers, conversations, messages, photos and documents, notes, tags, members, settings and the audit log: pages to read, and JSON for programs. Only you can fetch it, for 24 hours.",
        )}
      </p>
      {made ? <Progress made={made} /> : null}
      <FaultLine error={make.error ?? stop.error ?? file.error} />
      <div className="whole-export-deeds">
        {made?.state === "ready" ? (
          <Button look="primary" busy={file.isPending} onClick={() => file.mutate(made.id)}>
            {i18n._("Download")}
          </Button>
        ) : null}
        {made?.state === "making" ? (
          <Button busy={stop.isPending} onClick={() => stop.mutate(made.id)}>
            {i18n._("Stop")}
          </Button>
        ) : (
          <Button busy={make.isPending} onClick={() => make.mutate()}>
            {made ? i18n._("Make it anew") : i18n._("Make the file")}
          </Button>
        )}
      </div>
    </section>
  );
}

function Progress({ made }: { made: WholeExport }) {
  const total = Math.max(1, made.total);
  const words = {
    making: i18n._("{done} of {total} messages and files", made),
    ready: i18n._("The file is ready."),
    cancelled: i18n._("Stopped. Nothing was kept."),
  };
  return (
    <>
      <progress
        className="whole-export-progress"
        aria-label={i18n._("Export the workspace")}
        max={total}
        value={made.state === "ready" ? total : made.done}
      >
        {made.done}
      </progress>
      <p role="status">{words[made.state]}</p>
    </>
  );
}
