// Explained in the README of the room.
const { content, dataset } = document.querySelector('meta[name="beacon"]');
const html = document.documentElement;
const now = () => performance.now();
const whole = (number) => Math.max(0, Math.round(number));
const types = PerformanceObserver.supportedEntryTypes;

if (document.prerendering) {
  await new Promise((done) => document.addEventListener("prerenderingchange", done));
}

let [load] = performance.getEntriesByType("navigation");
const begun = load?.activationStart ?? 0;
const looks = performance.getEntriesByType("visibility-state").filter((one) => one.startTime >= begun);
const hidden = looks.find((one) => one.name === "hidden");
let hiddenAt = hidden?.startTime ?? (document.hidden ? 0 : 1 / 0);
let page = html.dataset.page ?? content;
let since = hidden ? looks.at(-1).startTime : begun;
let isOff, isFirst, isSeen, isUsed, seen, used, presses, lcp, fcp, slow, jumps, jump;
let waiting = [];

function look() {
  isSeen = !document.hidden;
  isUsed = isSeen && document.hasFocus();
}

function start() {
  look();
  isFirst = true;
  seen = used = 0;
  presses = [];
  slow = {};
  jumps = { most: types.includes("layout-shift") ? 0 : NaN, sum: 0, from: 0, to: -1e4 };
  jump = 0;
}
start();

function tick() {
  const passed = now() - since;
  since += passed;
  if (isSeen) seen += passed;
  if (isUsed) used += passed;
  look();
}

const takes = Object.entries({
  "largest-contentful-paint": ({ startTime }) => {
    if (startTime < hiddenAt) lcp = startTime - begun;
  },
  paint: ({ name, startTime }) => {
    if (name[6] === "c" && startTime < hiddenAt) fcp = startTime - begun;
  },
  "layout-shift": ({ hadRecentInput, startTime, value, sources }) => {
    if (hadRecentInput) return;
    if (startTime - jumps.to > 1000 || startTime - jumps.from > 5000) {
      jumps.sum = 0;
      jumps.from = startTime;
    }
    jumps.to = startTime;
    jumps.sum += value;
    jumps.most = Math.max(jumps.most, jumps.sum);
    if (jump && value * 1000 <= jump[1]) return;
    const node = sources[0]?.node;
    const part = node?.closest ? node : node?.parentElement;
    jump = [part?.closest("[data-name]")?.dataset.name ?? part?.localName ?? "other", value * 1000];
  },
  event: ({ interactionId, duration }) => {
    if (interactionId) slow[interactionId] = Math.max(slow[interactionId] ?? 0, duration);
  },
})
  .filter(([type]) => types.includes(type))
  .map(([type, each]) => {
    const watcher = new PerformanceObserver((list) => list.getEntries().forEach(each));
    watcher.observe({ type, buffered: true, durationThreshold: 16 });
    return () => watcher.takeRecords().forEach(each);
  });

function send() {
  tick();
  for (const take of takes) take();
  isOff ||= navigator.globalPrivacyControl || navigator.doNotTrack === "1";
  if (isOff || !page || !(isFirst || presses[0] || seen > 99)) return;
  const told = { p: page, s: dataset.seal, n: isFirst, v: whole(seen), a: whole(used), c: presses };
  if (isFirst) {
    told.l = whole(lcp);
    told.f = whole(fcp);
    told.t = whole(load?.responseStart - begun);
    const slowest = Object.values(slow).sort((a, b) => b - a);
    told.i = whole(slowest[Math.floor(slowest.length / 50)]);
    told.x = whole(jumps.most * 1000);
    if (jump) told.e = [jump[0], whole(jump[1])];
  }
  navigator.sendBeacon("/beacon", JSON.stringify(told));
  isFirst = false;
  seen = used = 0;
  presses = [];
}

// The same document shows another page, or is shown again.
function turn(to) {
  since = now();
  hiddenAt = 0;
  lcp = fcp = load = undefined;
  page = to;
  start();
}

// A press is answered by a change or by the next page.
const changes = new MutationObserver(answered);

function answered() {
  changes.disconnect();
  for (const [press, at] of waiting) press[1] = whole(now() - at);
  waiting = [];
}

addEventListener(
  "click",
  ({ target, timeStamp }) => {
    const name = target.closest?.("[data-track]")?.dataset.track;
    if (!name || presses[29]) return;
    const press = [name, -1, waiting.some(([one]) => one[0] === name)];
    presses.push(press);
    waiting.push([press, timeStamp]);
    changes.observe(html, { subtree: true, childList: true, attributes: true, characterData: true });
  },
  true,
);
addEventListener("focus", tick);
addEventListener("blur", tick);
addEventListener("visibilitychange", () => (document.hidden ? send() : tick()), true);
addEventListener("cs:page", () => {
  const to = html.dataset.page;
  if (to === page) return;
  answered();
  send();
  if (page) turn(to);
  page = to;
});

// Withdrawn in one tab is withdrawn in all.
new BroadcastChannel("cs-consent").onmessage = () => {
  isOff = true;
};
addEventListener("pagehide", () => {
  answered();
  send();
});
addEventListener("pageshow", async ({ persisted }) => {
  if (!persisted) return;
  turn(page);
  isOff ||= (await fetch("/beacon")).status === 403;
});
