import { formatLocale, i18n } from "./i18n.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(formatLocale(), options);
}

function startOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Days between two moments by the calendar of the reader: 0 today, 1 yesterday. */
export function daysAgo(iso: string, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(Date.parse(iso))) / DAY);
}

/** "14:05": the time of day. */
export function clockTime(iso: string): string {
  return formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(iso));
}

/** "14:05:09" today, with the date before it on other days: for steps that follow each other. */
export function stepTime(iso: string, now: number): string {
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const day = { day: "numeric", month: "short" } as const;
  return formatter(daysAgo(iso, now) === 0 ? time : { ...day, ...time }).format(new Date(iso));
}

/** Everything there is to say about a moment, for titles. */
export function fullTime(iso: string): string {
  return formatter({ dateStyle: "full", timeStyle: "medium" }).format(new Date(iso));
}

/** Short for a list: minutes and hours under a day, then the date. */
export function briefTime(iso: string, now: number): string {
  const age = Math.max(0, now - Date.parse(iso));
  if (age < MINUTE) {
    return i18n._("now");
  }
  if (age < HOUR) {
    return i18n._("{minutes} min", { minutes: Math.floor(age / MINUTE) });
  }
  if (age < DAY) {
    return i18n._("{hours} h", { hours: Math.floor(age / HOUR) });
  }
  const sameYear = new Date(iso).getFullYear() === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = sameYear
    ? { day: "numeric", month: "short" }
    : { day: "numeric", month: "short", year: "numeric" };
  return formatter(options).format(new Date(iso));
}

/** "2 Mar 2026": the day alone. */
export function calendarDay(iso: string): string {
  return formatter({ day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));
}

/** The head of a day in a thread. */
export function dayName(iso: string, now: number): string {
  const days = daysAgo(iso, now);
  if (days === 0) {
    return i18n._("Today");
  }
  if (days === 1) {
    return i18n._("Yesterday");
  }
  const year = new Date(iso).getFullYear() === new Date(now).getFullYear();
  return formatter({
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(year ? {} : { year: "numeric" }),
  }).format(new Date(iso));
}

/** "Monday, 3 March, 14:05" for sentences; with the year where it is another one. */
export function dayAndTime(iso: string, now = Date.now()): string {
  const isOtherYear = new Date(iso).getFullYear() !== new Date(now).getFullYear();
  return formatter({
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isOtherYear ? { year: "numeric" } : {}),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(iso));
}

/** "3 h 20 min" or "12 min": time left, rounded down, never below nothing. */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  const hours = Math.floor(minutes / 60);
  if (hours === 0) {
    return i18n._("{minutes} min", { minutes });
  }
  return i18n._("{hours} h {minutes} min", { hours, minutes: minutes % 60 });
}
