// The checkout document's only script. Nothing of Paddle is loaded before somebody presses the
// button. What Paddle says afterwards moves this page alone: a plan follows the signed webhook.
(() => {
  "use strict";
  const ANSWERS_WITHIN_MS = 30_000;
  const page = document.querySelector("#pay");
  const { transaction, token, script, theme } = page.dataset;
  let state = "ask";
  let waiting = 0;
  let isReady = false;

  function show(next) {
    state = next;
    for (const part of page.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(next);
    }
  }

  function wantedTheme() {
    if (theme !== "system") return theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function listen() {
    clearTimeout(waiting);
    waiting = setTimeout(giveUp, ANSWERS_WITHIN_MS);
  }

  // A frame that never answered would lie over the page and its explanation.
  function giveUp() {
    show("silent");
    window.Paddle.Checkout.close();
    for (const left of document.querySelectorAll("body > :not(header, main)")) left.remove();
  }

  function hear({ name }) {
    clearTimeout(waiting);
    if (name === "checkout.completed") show("confirming");
    else if (name === "checkout.error") show("refused");
    else if (name === "checkout.loaded") show("open");
    else if (name === "checkout.closed" && (state === "open" || state === "loading")) show("closed");
  }

  function start() {
    if (!window.Paddle) {
      show("blocked");
      return;
    }
    if (!isReady) {
      if (token.startsWith("test_")) window.Paddle.Environment.set("sandbox");
      window.Paddle.Initialize({ token, eventCallback: hear });
      isReady = true;
    }
    listen();
    window.Paddle.Checkout.open({
      transactionId: transaction,
      settings: {
        displayMode: "overlay",
        theme: wantedTheme(),
        locale: "en", // Paddle has no Urdu
        allowLogout: false, // whoever pays cannot put another address in the place of theirs
        showAddDiscounts: false,
      },
    });
  }

  function load() {
    show("loading");
    if (isReady) {
      start();
      return;
    }
    // Paddle's script loads a measuring service (Retain) unless it finds one; the policy of
    // this document would stop it too.
    window.profitwell = { isLoaded: true };
    // Paddle's script opens by itself what the address names, and tells its frame the address.
    history.replaceState(null, "", "/pay");
    const loader = document.createElement("script");
    loader.src = script;
    loader.addEventListener("load", start);
    loader.addEventListener("error", () => show("blocked"));
    document.head.append(loader);
  }

  for (const button of page.querySelectorAll("button")) button.addEventListener("click", load);
  document.querySelector("#no-cookies").hidden = navigator.cookieEnabled;
  show("ask");
})();
