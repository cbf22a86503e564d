import { initials } from "../lib/text.ts";
import "./avatar.css";

/** Initials on a tint: decoration beside a name that is written out. */
export function Avatar({ name, small = false }: { name: string; small?: boolean }) {
  return (
    <span className={small ? "avatar avatar-small" : "avatar"} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
