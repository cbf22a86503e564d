import type { ReactNode } from "react";
import { i18n } from "../lib/i18n.ts";

export interface Column<Row> {
  /** Stands over the column; on a phone beside each value. */
  head: string;
  cell(row: Row): ReactNode;
  isFigure?: boolean;
}

interface TableProps<Row extends { id: string }> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What can be done with a row. */
  deeds?: ((row: Row) => ReactNode) | null;
  isCurrent?(row: Row): boolean;
}

/** Rows of one kind of thing; on a phone each becomes a small card, its values under their names. */
export function Table<Row extends { id: string }>({
  columns,
  rows,
  deeds,
  isCurrent,
}: TableProps<Row>) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            {columns.map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {deeds ? (
              <th scope="col">
                <span className="visually-hidden">{i18n._("Actions")}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-current={isCurrent?.(row) ? "true" : undefined}>
              {columns.map(({ head, cell, isFigure }) => (
                <td key={head} data-label={head} className={isFigure ? "table-figure" : undefined}>
                  {cell(row)}
                </td>
              ))}
              {deeds ? <td className="table-deeds">{deeds(row)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
