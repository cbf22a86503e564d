import type { Attendance } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";
import { briefTime, fullTime } from "../../lib/time.ts";
import { useNow } from "../../lib/use-now.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useTurns } from "./giving-queries.ts";

interface TurnTableProps {
  /** Turns began just now: who is online is being looked at, and not known of everybody yet. */
  beginning: boolean;
}

/** Who is there, and in which order their turn comes: says why a conversation still waits. */
export function TurnTable({ beginning }: TurnTableProps) {
  const turns = useTurns(beginning);
  const now = useNow();
  return (
    <section className="cards" aria-labelledby="whose-turn">
      <h2 id="whose-turn">{i18n._("Whose turn it is")}</h2>
      <Waiting query={turns} failure={i18n._("It could not be read who is online")} />
      {turns.data ? (
        <>
          <p className="page-lead">{summary(turns.data, beginning)}</p>
          <Table columns={columns(now, beginning)} rows={turns.data} />
        </>
      ) : null}
    </section>
  );
}

function columns(now: number, beginning: boolean): Column<Attendance>[] {
  return [
    { head: i18n._("Name"), cell: ({ member }) => <bdi>{member.name}</bdi> },
    { head: i18n._("Now"), cell: (each) => standing(each, beginning) },
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

function summary(turns: Attendance[], beginning: boolean): string {
  const next = turns.find(isAble);
  if (next) {
    return i18n._("The next one goes to {name}.", { name: next.member.name });
  }
  return beginning
    ? i18n._("Looking who is online…")
    : i18n._("Nobody can be given one now: new conversations wait in Unassigned.");
}

function standing({ present, away, full }: Attendance, beginning: boolean): string {
  if (away) {
    return i18n._("Away");
  }
  if (!present) {
    return beginning ? i18n._("Not seen yet") : i18n._("Offline");
  }
  return full ? i18n._("Online, holds as many as allowed") : i18n._("Online");
}
