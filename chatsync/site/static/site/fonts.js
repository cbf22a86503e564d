// Fetches our fonts for the next page when the page at hand is loaded and painted: their 164 KB would keep it
// waiting. A system that has a Nastaliq of its own needs none of ours (docs/adr/0017).
const SAMPLE = "a\u0627";
const load = (family) => document.fonts.load(`1em "${family}"`, SAMPLE);
const loaded = new Promise((go) => addEventListener("load", go));
const painted = new Promise((go) => {
  new PerformanceObserver(go).observe({ type: "paint", buffered: true });
});

await Promise.all([loaded, painted]);
const own = await load("System Nastaliq").catch(() => []);
if (own.length === 0) await load("Noto Nastaliq Urdu");
await load("Inter");
