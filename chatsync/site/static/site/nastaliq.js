// Fetches the Urdu font for the next page, when the page at hand is there: its 136 KB would keep the page
// itself waiting. A system that has a Nastaliq of its own needs none of ours (docs/adr/0017).
const SAMPLE = "\u0627";
const load = (family) => document.fonts.load(`1em "${family}"`, SAMPLE);

async function fetchFont() {
  const own = await load("System Nastaliq").catch(() => []);
  if (own.length === 0) await load("Noto Nastaliq Urdu");
}

addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(fetchFont));
