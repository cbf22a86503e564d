import { calendarDay, fullTime } from "../../lib/time.ts";

export function Day({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)}>
      {calendarDay(at)}
    </time>
  );
}
