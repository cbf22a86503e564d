import { useMay } from "../../api/viewer.tsx";
import { i18n } from "../../lib/i18n.ts";
import { MenuItem, MenuLine } from "../../ui/menu.tsx";
import { useOwnAttendance, useSetAway } from "./giving-queries.ts";

/** Whether one has said that one is away; null where nobody is given conversations. */
export function useAway(): boolean | null {
  const own = useOwnAttendance(useMay("inbox.take")).data;
  return own?.giving === "in_turn" ? own.away : null;
}

/** Steps aside from being given conversations, or comes back. */
export function AwayItem() {
  const away = useAway();
  const change = useSetAway();
  if (away === null) {
    return null;
  }
  return (
    <>
      <MenuItem checked={away} onSelect={() => change.mutate(!away)}>
        {i18n._("Away: give me no conversations")}
      </MenuItem>
      <MenuLine />
    </>
  );
}
