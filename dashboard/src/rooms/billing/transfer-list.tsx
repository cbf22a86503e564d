import type { Transfer } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Older } from "../../ui/older.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { Day } from "./day.tsx";
import { useTransfers } from "./transfer-queries.ts";
import { transferFor, transferState } from "./transfer-words.ts";
import { rupees } from "./words.ts";

/** The bank transfers so far, without the one that has a card of its own; nothing where none is. */
export function TransferList({ awaited }: { awaited: Transfer | null }) {
  const transfers = useTransfers();
  if (transfers.data === undefined) {
    return <Waiting query={transfers} failure={i18n._("The bank transfers could not be loaded")} />;
  }
  const rows = transfers.data.pages
    .flatMap(({ items }) => items)
    .filter(({ id }) => id !== awaited?.id);
  if (rows.length === 0 && !transfers.hasNextPage) {
    return null;
  }
  return (
    <section className="cards" aria-labelledby="billing-transfers">
      <h2 id="billing-transfers" className="billing-title">
        {i18n._("Bank transfers")}
      </h2>
      <Table columns={columns()} rows={rows} />
      <div className="billing-deeds">
        <Older query={transfers} />
      </div>
    </section>
  );
}

function columns(): Column<Transfer>[] {
  return [
    { head: i18n._("Reference"), cell: (row) => <span dir="ltr">{row.reference}</span> },
    { head: i18n._("Day"), cell: (row) => <Day at={row.made_at} /> },
    { head: i18n._("For"), cell: transferFor },
    { head: i18n._("Amount"), cell: rupees, isFigure: true },
    { head: i18n._("State"), cell: transferState },
  ];
}
