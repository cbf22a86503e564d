import type { QuickReply } from "../../api/types.ts";

/** Where a slash stands that asks for a quick reply, and what was typed after it. */
export interface Slash {
  at: number;
  words: string;
}

/** What stands for the names in a text; null where a name is unknown. */
export interface Names {
  customer: string | null;
  me: string;
  business: string;
}

const MOST = 8;

/** The slash before the caret, at the beginning or after a space; null where none is being typed. */
export function slashBefore(text: string, caret: number): Slash | null {
  const typed = /(?:^|\s)\/([^\s/]{0,40})$/u.exec(text.slice(0, caret));
  const words = typed?.[1];
  return words === undefined ? null : { at: caret - words.length - 1, words };
}

/** Texts whose name begins so, then those that hold the words anywhere; at most eight. */
export function fitting(replies: QuickReply[], words: string): QuickReply[] {
  const wanted = words.toLocaleLowerCase();
  const rank = ({ name, text }: QuickReply) => {
    const at = name.toLocaleLowerCase().indexOf(wanted);
    return at === 0 ? 0 : at > 0 ? 1 : text.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .filter((reply) => rank(reply) < 3)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, MOST);
}

/** The text with its names; `{customer|friend}` says what stands there where the name is unknown. */
export function filled(text: string, names: Names): string {
  return text.replace(
    /\{(customer|me|business)(?:\|([^{}|]*))?\}/gu,
    (_whole, name: keyof Names, otherwise: string | undefined) => names[name] ?? otherwise ?? "",
  );
}
