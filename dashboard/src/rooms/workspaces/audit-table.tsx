import type { AuditEvent } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { auditDetails } from "./audit-details.ts";
import { actName } from "./audit-words.ts";

export function AuditTable({ events }: { events: readonly AuditEvent[] }) {
  const now = useNow();
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{i18n._("When")}</th>
            <th scope="col">{i18n._("Who")}</th>
            <th scope="col">{i18n._("What")}</th>
            <th scope="col">{i18n._("Details")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td>
                <time dateTime={event.at} title={fullTime(event.at)}>
                  {briefTime(event.at, now)}
                </time>
              </td>
              <td>
                <bdi>{actorName(event)}</bdi>
                {event.place ? <bdi className="seat-login">{event.place}</bdi> : null}
              </td>
              <td>
                {actName(event.action)}
                <bdi className="seat-login seat-name">{event.object.name}</bdi>
              </td>
              <td>
                <bdi className="seat-login">{auditDetails(event)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function actorName({ actor }: AuditEvent): string {
  return actor.kind === "system" ? i18n._("By itself") : (actor.name ?? i18n._("Erased"));
}
