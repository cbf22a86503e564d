// What lies in this browser for our site, by kind and name, never by content. No other script of
// ours touches these places; a test holds the source against that.

async function names(kind, ask) {
  try {
    return (await ask()).map((name) => ({ kind, name: String(name) }));
  } catch {
    return []; // refused by the browser's settings: then nothing of ours lies there
  }
}

export async function kept() {
  const found = await Promise.all([
    names("cookie", () => document.cookie.split("; ").filter(Boolean).map((one) => one.split("=")[0])),
    names("local storage", () => Object.keys(localStorage)),
    names("session storage", () => Object.keys(sessionStorage)),
    names("IndexedDB", async () => (await indexedDB.databases()).map((one) => one.name)),
    names("cache storage", () => caches.keys()),
    names("service worker", async () =>
      (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)),
  ]);
  return found.flat();
}

// Deletes all of it that a script can reach; what refuses to go shows up in kept() again.
export async function empty() {
  const deeds = [
    () => localStorage.clear(),
    () => sessionStorage.clear(),
    async () => (await indexedDB.databases()).map((one) => indexedDB.deleteDatabase(one.name)),
    async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))),
    async () =>
      Promise.all(
        (await navigator.serviceWorker.getRegistrations()).map((one) => one.unregister()),
      ),
  ];
  await Promise.allSettled(deeds.map(async (deed) => deed()));
}
