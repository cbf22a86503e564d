import { i18n } from "../../lib/i18n.ts";
import { calendarDay, fullTime } from "../../lib/time.ts";
import { Button } from "../../ui/button.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useTransfers } from "./transfer-queries.ts";
import { transferFor, transferState } from "./transfer-words.ts";
import { rupees } from "./words.ts";

/** The bank transfers so far; nothing where there was none. */
export function TransferList() {
  const transfers = useTransfers();
  if (transfers.data === undefined) {
    return <Waiting query={transfers} failure={i18n._("The bank transfers could not be loaded")} />;
  }
  const rows = transfers.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) {
    return null;
  }
  return (
    <section className="cards" aria-labelledby="billing-transfers">
      <h2 id="billing-transfers" className="billing-title">
        {i18n._("Bank transfers")}
      </h2>
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{i18n._("Reference")}</th>
              <th scope="col">{i18n._("Day")}</th>
              <th scope="col">{i18n._("For")}</th>
              <th scope="col">{i18n._("Amount")}</th>
              <th scope="col">{i18n._("State")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td data-label={i18n._("Reference")}>
                  <span dir="ltr">{row.reference}</span>
                </td>
                <td data-label={i18n._("Day")}>
                  <time dateTime={row.made_at} title={fullTime(row.made_at)}>
                    {calendarDay(row.made_at)}
                  </time>
                </td>
                <td data-label={i18n._("For")}>{transferFor(row)}</td>
                <td data-label={i18n._("Amount")} className="billing-price">
                  {rupees(row)}
                </td>
                <td data-label={i18n._("State")}>{transferState(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {transfers.hasNextPage ? (
        <div className="billing-deeds">
          <Button
            busy={transfers.isFetchingNextPage}
            onClick={() => void transfers.fetchNextPage()}
          >
            {i18n._("Show older ones")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
