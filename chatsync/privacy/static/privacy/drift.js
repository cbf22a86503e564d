// Compares what lies in the browser with what the registry declares, and tells the server of which
// kind something undeclared is: not its name, not its content. The console names it, for whoever
// looks for its cause. It guards against our own mistakes, not against attackers.

const AGAIN_MS = 600_000;
const page = document.querySelector('meta[name="declared-storage"]');
const declared = JSON.parse(page?.content ?? "[]");
const told = new Set();

function isDeclared({ kind, name }) {
  return declared.some((one) => one.kind === kind && new RegExp(`^(?:${one.name})$`).test(name));
}

async function look() {
  const { kept } = await import("./storage.js"); // asked for once the page is painted
  const strange = (await kept()).filter((item) => !isDeclared(item) && !told.has(item.kind));
  const kinds = [...new Set(strange.map((item) => item.kind))];
  if (kinds.length === 0) return;
  for (const kind of kinds) told.add(kind);
  for (const { kind, name } of strange) console.warn(`Not declared in the registry: ${kind} ${name}`);
  const reports = kinds.map((kind) => ({
    type: "storage",
    body: { documentURL: location.pathname, effectiveDirective: "storage", blockedURL: kind },
  }));
  await fetch(page.dataset.reports, {
    method: "POST",
    credentials: "omit",
    keepalive: true,
    headers: { "Content-Type": "application/reports+json" },
    body: JSON.stringify(reports),
  }).catch(() => undefined); // a report that does not arrive is not worth more
}

// Measures the page where its visitor agreed to that; fetched when nothing else is being loaded.
const beacon = document.querySelector('meta[name="beacon"]');
if (beacon) addEventListener("load", () => import(beacon.dataset.script));

if (page) {
  setInterval(look, AGAIN_MS);
  document.addEventListener("visibilitychange", look);
  new PerformanceObserver(look).observe({ type: "paint", buffered: true });
}
