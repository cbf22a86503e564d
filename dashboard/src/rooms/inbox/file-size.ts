import { formatLocale } from "../../lib/i18n.ts";

const STEP = 1024;
const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** The size of a file in the reader's way of writing; empty where it is not known. */
export function fileSize(bytes: number | null): string {
  if (bytes === null) {
    return "";
  }
  const power = Math.min(
    UNITS.length - 1,
    Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)),
  );
  return new Intl.NumberFormat(formatLocale(), {
    style: "unit",
    unit: UNITS[power] ?? "byte",
    maximumFractionDigits: power === 2 ? 1 : 0,
  }).format(bytes / STEP ** power);
}
