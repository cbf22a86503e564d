import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { accessLost, heldBack, outdated, signedOut, signingOut } from "../lib/page-health.ts";

/** What jsdom does not lay out: a list is 800 pixels high, a measured line 60. */
function layOut(): void {
  const sizes = {
    clientHeight: 800,
    clientWidth: 400,
    offsetHeight: 60,
    offsetWidth: 400,
  };
  for (const [name, size] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  Element.prototype.scrollTo = () => undefined;
}

class StillObserver implements ResizeObserver {
  observe(): void {
    // Sizes never change here.
  }
  unobserve(): void {
    // Nothing is watched.
  }
  disconnect(): void {
    // Nothing is watched.
  }
}

layOut();
// Patience for a busy machine; a test that passes is not slowed by it.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", StillObserver);
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  for (const signal of [signedOut, signingOut, outdated, accessLost]) {
    signal.set(false);
  }
  heldBack.set(null);
});
