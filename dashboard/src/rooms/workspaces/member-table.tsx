import { useState } from "react";
import type { Seat } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { MemberRow } from "./member-row.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { useTeam } from "./team-queries.ts";

/** Seats with what can be done to each. */
export function MemberTable() {
  const team = useTeam();
  const [removing, setRemoving] = useState<Seat | null>(null);
  const [resetting, setResetting] = useState<Seat | null>(null);
  if (team.data === undefined) {
    return <Waiting query={team} failure={i18n._("The team could not be loaded")} />;
  }
  const { items, staff_limit: limit } = team.data;
  return (
    <>
      <p className="page-lead">
        {limit === null
          ? i18n._("{count} people", { count: items.length })
          : i18n._("{count} of {limit} seats taken", { count: items.length, limit })}
      </p>
      <div className="table-frame">
        <table className="table seat-table">
          <thead>
            <tr>
              <th scope="col">{i18n._("Name")}</th>
              <th scope="col">{i18n._("Role")}</th>
              <th scope="col">
                <span className="visually-hidden">{i18n._("Actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((seat) => (
              <MemberRow
                key={seat.id}
                seat={seat}
                onRemove={() => setRemoving(seat)}
                onReset={() => setResetting(seat)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {removing ? <RemoveDialog seat={removing} onClose={() => setRemoving(null)} /> : null}
      {resetting ? <PasswordDialog seat={resetting} onClose={() => setResetting(null)} /> : null}
    </>
  );
}
