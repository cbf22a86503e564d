import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Late } from "../../ui/late.tsx";
import { Older } from "../../ui/older.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Bone, EmptyState, ErrorState } from "../../ui/states.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import {
  type AuditFilter,
  everything,
  useAuditEvents,
  useAuditFile,
  useAuditVerdict,
} from "./audit-queries.ts";
import { AuditTable } from "./audit-table.tsx";
import "./team-page.css";

/** Who did what in this workspace. */
export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>(everything);
  const file = useAuditFile(filter);
  return (
    <div className="page">
      <PageHead title={i18n._("Audit log")}>
        <div className="seat-deeds">
          {(["csv", "json"] as const).map((kind) => (
            <Button
              key={kind}
              busy={file.isPending && file.variables === kind}
              onClick={() => file.mutate(kind)}
            >
              {kind === "csv" ? i18n._("Export as CSV") : i18n._("Export as JSON")}
            </Button>
          ))}
        </div>
      </PageHead>
      <Verdict />
      <FaultLine error={file.error} />
      <AuditFilters filter={filter} onChange={setFilter} />
      <Events filter={filter} />
    </div>
  );
}

function Verdict() {
  const verdict = useAuditVerdict();
  const now = useNow();
  if (!verdict.data) {
    return null;
  }
  const { broken_at: broken, checked_at: checked } = verdict.data;
  if (broken !== null) {
    return (
      <p className="card field-error" role="alert">
        {i18n._(
          "Entry {number} is not as it was written. Tell whoever runs this installation, and export the log now.",
          { number: broken },
        )}
      </p>
    );
  }
  return (
    <p className="page-lead">
      {i18n._("Entries are only ever added, and each vouches for the one before. All hold.")}{" "}
      {checked ? (
        <span title={fullTime(checked)}>
          {i18n._("Checked every day, last {when}.", { when: briefTime(checked, now) })}
        </span>
      ) : null}
    </p>
  );
}

function Events({ filter }: { filter: AuditFilter }) {
  const events = useAuditEvents(filter);
  if (events.isPending) {
    return (
      <Late>
        <Bone size="block" />
      </Late>
    );
  }
  if (events.isError) {
    return (
      <ErrorState
        title={i18n._("The log could not be loaded")}
        error={events.error}
        onRetry={() => void events.refetch()}
      />
    );
  }
  const rows = events.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) {
    return (
      <EmptyState icon="clock" title={i18n._("Nothing here")}>
        {i18n._("Invitations, roles, settings, keys and numbers are written down here.")}
      </EmptyState>
    );
  }
  return (
    <>
      <AuditTable events={rows} />
      <div>
        <Older query={events} />
      </div>
    </>
  );
}
