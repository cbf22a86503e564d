/** A piece of a text; `hit` pieces hold a word that was asked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

const BEFORE = 40;
const LONGEST = 140;

/** The part of a text that shows why it was found, cut to one or two lines, with its hits marked. */
export function excerpt(text: string, asked: string): Piece[] {
  const words = asked.trim().split(/\s+/).filter(Boolean).map(escaped);
  if (words.length === 0) {
    return [{ text: text.slice(0, LONGEST), hit: false }];
  }
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})`, "giu");
  const first = text.search(pattern);
  const start = first > BEFORE ? wordStart(text, first - BEFORE) : 0;
  const cut = text.slice(start, start + LONGEST);
  const lead = start > 0 ? "…" : "";
  const tail = start + LONGEST < text.length ? "…" : "";
  return `${lead}${cut}${tail}`
    .split(pattern)
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

function wordStart(text: string, from: number): number {
  const space = text.indexOf(" ", from);
  return space < 0 ? from : space + 1;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
