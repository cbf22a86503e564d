import { formatLocale, i18n } from "../../lib/i18n.ts";
import type { Companion } from "./company.ts";

const NAMED = 2;

/** "Sara is typing…", "Bilal and Sara are here too": whoever types is said first and alone. */
export function companyWords(there: readonly Companion[]): string {
  const typing = there.filter((each) => each.typing);
  if (typing.length > 0) {
    return i18n._("{count, plural, one {{names} is typing…} other {{names} are typing…}}", {
      count: typing.length,
      names: listed(typing),
    });
  }
  return i18n._("{count, plural, one {{names} is here too} other {{names} are here too}}", {
    count: there.length,
    names: listed(there),
  });
}

/** Two names, and how many more. */
function listed(people: readonly Companion[]): string {
  const names = people.slice(0, NAMED).map((each) => each.name);
  const more = people.length - NAMED;
  return new Intl.ListFormat(formatLocale()).format(more > 0 ? [...names, `+${more}`] : names);
}
