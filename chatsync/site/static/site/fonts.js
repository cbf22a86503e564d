// Fetches our fonts for the next page when the page at hand is there: their 167 KB would keep the page itself
// waiting. A system that has a Nastaliq of its own needs none of ours (docs/adr/0017).
const SAMPLE = "a\u0627";
const load = (family) => document.fonts.load(`1em "${family}"`, SAMPLE);

async function fetchFonts() {
  const own = await load("System Nastaliq").catch(() => []);
  if (own.length === 0) await load("Noto Nastaliq Urdu");
  await load("Inter");
}

addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(fetchFonts));
