const tallScript = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/;

/** Whether a text holds letters that need a taller line than the page's language gives. */
export function needsTallLines(text: string): boolean {
  return tallScript.test(text);
}

/** One or two letters that stand for a name; a number stands as its last two digits. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).flatMap((word) => word.match(/[+\p{L}\p{N}].*/u)?.[0] ?? []);
  const first = words[0];
  if (first === undefined) {
    return "?";
  }
  if (/^\+?\d/.test(first)) {
    return name.replace(/\D/g, "").slice(-2);
  }
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word ? (Array.from(word)[0] ?? "") : ""))
    .join("")
    .toLocaleUpperCase();
}
