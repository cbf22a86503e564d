import { useState } from "react";
import { FaultLine } from "../../api/fault-line.tsx";
import type { Invoice } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { calendarDay, fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useInvoiceFile, useInvoices } from "./invoice-queries.ts";
import { adjustmentWords, invoiceState } from "./invoice-words.ts";
import { RecipientDialog } from "./recipient-dialog.tsx";
import { charged } from "./words.ts";

/** What Paddle billed, with files, refunds, and whom invoices name. */
export function InvoiceCard({ isKnown }: { isKnown: boolean }) {
  const invoices = useInvoices();
  const file = useInvoiceFile();
  const [asking, setAsking] = useState(false);
  if (invoices.data === undefined) {
    return <Waiting query={invoices} failure={i18n._("The invoices could not be loaded")} />;
  }
  const rows = invoices.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0 && !isKnown) {
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
        <InvoiceTable
          rows={rows}
          fetching={file.isPending ? file.variables.id : null}
          onFetch={(row) => file.mutate(row)}
        />
      )}
      <FaultLine error={file.error} />
      <div className="billing-deeds">
        {invoices.hasNextPage ? (
          <Button busy={invoices.isFetchingNextPage} onClick={() => void invoices.fetchNextPage()}>
            {i18n._("Show older ones")}
          </Button>
        ) : null}
        {isKnown ? (
          <Button onClick={() => setAsking(true)}>{i18n._("Whom invoices name")}</Button>
        ) : null}
      </div>
      {asking ? <RecipientDialog onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

interface InvoiceTableProps {
  rows: Invoice[];
  fetching: string | null;
  onFetch(row: Invoice): void;
}

function InvoiceTable({ rows, fetching, onFetch }: InvoiceTableProps) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{i18n._("Number")}</th>
            <th scope="col">{i18n._("Day")}</th>
            <th scope="col">{i18n._("Amount")}</th>
            <th scope="col">{i18n._("Tax")}</th>
            <th scope="col">{i18n._("State")}</th>
            <th scope="col">
              <span className="visually-hidden">{i18n._("Actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={i18n._("Number")}>
                <span dir="ltr">{row.number || "…"}</span>
              </td>
              <td data-label={i18n._("Day")}>
                <time dateTime={row.at} title={fullTime(row.at)}>
                  {calendarDay(row.at)}
                </time>
              </td>
              <td data-label={i18n._("Amount")} className="billing-price">
                {charged({ amount: row.total, currency: row.currency })}
              </td>
              <td data-label={i18n._("Tax")} className="billing-price">
                {charged({ amount: row.tax, currency: row.currency })}
              </td>
              <td data-label={i18n._("State")}>
                <span>
                  {invoiceState(row.state)}
                  {row.adjustments.map((one) => (
                    <span key={one.id} className="billing-charged">
                      {adjustmentWords(one)}
                    </span>
                  ))}
                </span>
              </td>
              <td className="table-deeds">
                {row.has_file ? (
                  <Button
                    busy={fetching === row.id}
                    onClick={() => onFetch(row)}
                    aria-label={i18n._("Invoice {number} as PDF", { number: row.number })}
                  >
                    {i18n._("PDF")}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
