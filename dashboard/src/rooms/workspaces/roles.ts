import type { Role } from "../../api/types.ts";
import { i18n } from "../../lib/i18n.ts";

/** The three roles in the reader's words, the widest last. */
export function roleChoices(): readonly (readonly [Role, string])[] {
  return [
    ["agent", i18n._("Agent")],
    ["manager", i18n._("Manager")],
    ["owner", i18n._("Owner")],
  ];
}

export function roleName(role: Role): string {
  return roleChoices().find(([value]) => value === role)?.[1] ?? role;
}
