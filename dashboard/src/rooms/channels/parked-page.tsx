import type { Parked } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { fullTime } from "../../lib/time.ts";
import { Older } from "../../ui/older.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useParked } from "./queries.ts";

/** Updates from WhatsApp that could not be read: kept apart, so that nothing is lost unseen. */
export function ParkedPage() {
  return (
    <div className="page">
      <PageHead title={i18n._("Unreadable updates")} />
      <p className="page-lead">
        {i18n._(
          "What WhatsApp sent and we could not read is kept here. Other messages are not held up by it.",
        )}
      </p>
      <ParkedList />
    </div>
  );
}

function ParkedList() {
  const parked = useParked();
  if (parked.data === undefined) {
    return <Waiting query={parked} failure={i18n._("The list could not be loaded")} />;
  }
  const items = parked.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon="check" title={i18n._("Everything was readable")}>
        {i18n._("Nothing needs your attention here.")}
      </EmptyState>
    );
  }
  return (
    <>
      <Table columns={columns()} rows={items} />
      <Older query={parked} />
    </>
  );
}

function columns(): Column<Parked>[] {
  return [
    {
      head: i18n._("Time"),
      cell: ({ received_at: at }) => <time dateTime={at}>{fullTime(at)}</time>,
    },
    { head: i18n._("Kind"), cell: ({ kind }) => <bdi>{kind}</bdi> },
    { head: i18n._("Reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
  ];
}
