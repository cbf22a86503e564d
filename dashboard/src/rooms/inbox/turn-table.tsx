import type { Attendance } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { type Column, Table } from "../../ui/table.tsx";
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
          <Table columns={columns(now)} rows={turns.data} />
        </>
      ) : null}
    </section>
  );
}

function columns(now: number): Column<Attendance>[] {
  return [
    { head: i18n._("Name"), cell: ({ member }) => <bdi>{member.name}</bdi> },
    { head: i18n._("Now"), cell: standing },
    { head: i18n._("Open conversations"), cell: ({ open }) => open },
    { head: i18n._("Last given one"), cell: ({ given_at: at }) => given(at, now) },
  ];
}

function given(at: string | null, now: number) {
  return at === null ? (
    "–"
  ) : (
    <time dateTime={at} title={fullTime(at)}>
      {briefTime(at, now)}
    </time>
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
