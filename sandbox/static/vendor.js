// Does what the four services do on a page: reads its settings as each of them does, reports the
// page once, and again when it is left. "Rude" is filled in by the server.
(() => {
  const tag = document.currentScript;
  const origin = new URL(tag.src).origin;
  const [, posthog] = window.posthog?._i?.[0] ?? [];
  const matomo = Object.fromEntries(window._paq ?? []);
  const ways = {
    "/js/script.js": () => [tag.dataset.api, { n: "pageview", d: tag.dataset.domain }],
    "/script.js": () => [`${origin}/api/send`, { website: tag.dataset.websiteId }],
    "/matomo.js": () => [matomo.setTrackerUrl, { idsite: matomo.setSiteId }],
    "/static/array.js": () => [`${posthog.api_host}/e/`, posthog],
  };
  const [address, facts] = ways[new URL(tag.src).pathname]();

  const report = (what) =>
    navigator.sendBeacon(address, JSON.stringify({ what, url: location.href, ...facts }));

  if (__RUDE__) {
    localStorage.setItem("vendor_visitor", "1");
    document.cookie = "vendor_page=1; path=/";
  }
  report("view");
  document.addEventListener("visibilitychange", () => document.hidden && report("left"));
})();
