import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Invoice, Owed } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Older } from "../../ui/older.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { Day } from "./day.tsx";
import { useInvoiceFile, useInvoices } from "./invoice-queries.ts";
import { adjustmentWords, invoiceState } from "./invoice-words.ts";
import { RecipientDialog } from "./recipient-dialog.tsx";
import { charged } from "./words.ts";

interface InvoiceCardProps {
  isKnown: boolean;
  owed: readonly Owed[];
}

/** What Paddle billed, with files, refunds, and whom invoices name. What is owed has its own card. */
export function InvoiceCard({ isKnown, owed }: InvoiceCardProps) {
  const invoices = useInvoices();
  const file = useInvoiceFile();
  const [asking, setAsking] = useState(false);
  if (invoices.data === undefined) {
    return <Waiting query={invoices} failure={i18n._("The invoices could not be loaded")} />;
  }
  const shown = new Set(owed.map(({ id }) => id));
  const rows = invoices.data.pages.flatMap(({ items }) => items).filter(({ id }) => !shown.has(id));
  if (rows.length === 0 && !isKnown && !invoices.hasNextPage) {
    return null;
  }
  return (
    <section className="cards" aria-labelledby="billing-invoices">
      <h2 id="billing-invoices" className="billing-title">
        {i18n._("Invoices")}
      </h2>
      {rows.length === 0 ? (
        <p className="page-lead">{i18n._("The first invoice appears here once it is paid.")}</p>
      ) : (
        <Table
          columns={columns()}
          rows={rows}
          deeds={(row) =>
            row.has_file ? (
              <Button
                busy={file.isPending && file.variables.id === row.id}
                onClick={() => file.mutate(row)}
                aria-label={i18n._("Invoice {number} as PDF", { number: row.number })}
              >
                {i18n._("PDF")}
              </Button>
            ) : null
          }
        />
      )}
      <FaultLine error={file.error} />
      <div className="billing-deeds">
        <Older query={invoices} />
        {isKnown ? (
          <Button onClick={() => setAsking(true)}>{i18n._("Whom invoices name")}</Button>
        ) : null}
      </div>
      {asking ? <RecipientDialog onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function columns(): Column<Invoice>[] {
  const money = (amount: number, { currency }: Invoice) => charged({ amount, currency });
  return [
    { head: i18n._("Number"), cell: (row) => <span dir="ltr">{row.number || "…"}</span> },
    { head: i18n._("Day"), cell: (row) => <Day at={row.at} /> },
    { head: i18n._("Amount"), cell: (row) => money(row.total, row), isFigure: true },
    { head: i18n._("Tax"), cell: (row) => money(row.tax, row), isFigure: true },
    { head: i18n._("State"), cell: (row) => <State row={row} /> },
  ];
}

function State({ row }: { row: Invoice }) {
  return (
    <span>
      {invoiceState(row.state)}
      {row.adjustments.map((one) => (
        <span key={one.id} className="billing-charged">
          {adjustmentWords(one)}
        </span>
      ))}
    </span>
  );
}
