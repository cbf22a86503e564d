import type { Attendance } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useTurns } from "./giving-queries.ts";

/** Who is there, and in which order their turn comes: says why a conversation still waits. */
export function TurnTable() {
  const turns = useTurns();
  const now = useNow();
  return (
    <section className="cards" aria-labelledby="whose-turn">
      <h2 id="whose-turn">{i18n._("Whose turn it is")}</h2>
      <Waiting query={turns} failure={i18n._("It could not be read who is online")} />
      {turns.data ? (
        <>
          <p className="page-lead">{summary(turns.data)}</p>
          <div className="table-frame">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{i18n._("Name")}</th>
                  <th scope="col">{i18n._("Now")}</th>
                  <th scope="col">{i18n._("Open conversations")}</th>
                  <th scope="col">{i18n._("Last given one")}</th>
                </tr>
              </thead>
              <tbody>
                {turns.data.map((each) => (
                  <tr key={each.id}>
                    <td>
                      <bdi>{each.member.name}</bdi>
                    </td>
                    <td data-label={i18n._("Now")}>{standing(each)}</td>
                    <td data-label={i18n._("Open conversations")}>{each.open}</td>
                    <td data-label={i18n._("Last given one")}>
                      {each.given_at === null ? (
                        "–"
                      ) : (
                        <time dateTime={each.given_at} title={fullTime(each.given_at)}>
                          {briefTime(each.given_at, now)}
                        </time>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </section>
  );
}

function isAble({ present, away, full }: Attendance): boolean {
  return present && !away && !full;
}

function summary(turns: Attendance[]): string {
  const next = turns.find(isAble);
  return next
    ? i18n._("The next one goes to {name}.", { name: next.member.name })
    : i18n._("Nobody can be given one now: new conversations wait in Unassigned.");
}

function standing({ present, away, full }: Attendance): string {
  if (away) {
    return i18n._("Away");
  }
  if (!present) {
    return i18n._("Offline");
  }
  return full ? i18n._("Online, holds as many as allowed") : i18n._("Online");
}
