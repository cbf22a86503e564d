import { formatLocale } from "../../lib/i18n.ts";

const STEP = 1024;
const UNITS = ["kilobyte", "megabyte"] as const;

/** The size of a file in the reader's way of writing; empty where it is not known. */
export function fileSize(bytes: number | null): string {
  if (bytes === null) {
    return "";
  }
  const kilobytes = Math.max(1, bytes / STEP);
  const power = kilobytes < STEP ? 0 : 1;
  return new Intl.NumberFormat(formatLocale(), {
    style: "unit",
    unit: UNITS[power],
    maximumFractionDigits: power,
  }).format(kilobytes / STEP ** power);
}
