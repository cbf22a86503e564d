import { readFile } from "node:fs/promises";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const base = "/static/dashboard/";

/** Font files under stable names, so that tokens.css means the same file on every page. */
const fonts: Record<string, string> = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "nastaliq.woff2":
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2",
};

/** Puts tokens.css and its fonts into the build under names without a hash. */
function sharedTokens(): Plugin {
  return {
    name: "shared-tokens",
    apply: "build",
    async generateBundle() {
      const tokens = await readFile(new URL("src/ui/tokens.css", import.meta.url));
      this.emitFile({ type: "asset", fileName: "tokens.css", source: tokens });
      for (const [name, path] of Object.entries(fonts)) {
        const source = await readFile(new URL(`node_modules/${path}`, import.meta.url));
        this.emitFile({ type: "asset", fileName: `fonts/${name}`, source });
      }
    },
  };
}

export default defineConfig({
  base,
  plugins: [react(), lingui(), sharedTokens()],
  build: {
    outDir: "dist",
    manifest: true,
    sourcemap: false,
    target: "es2022",
    cssCodeSplit: false,
    // Chunks are fetched when they are needed: no link elements, no polyfill that a nonce must cover.
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: "src/app/main.tsx",
      external: [/^\/static\/dashboard\/fonts\//],
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 40_000,
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
