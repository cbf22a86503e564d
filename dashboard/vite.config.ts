import { readFile } from "node:fs/promises";
import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import subsetFont from "subset-font";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const base = "/static/dashboard/";

/** Font files under stable names, so that tokens.css means the same file on every page. */
const fonts: Record<string, string> = {
  "inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "naskh.woff2": "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2",
  "nastaliq.woff2":
    "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2",
};

/** What the styles use of Inter: weights, figures of one width, and what letters need. Without fractions. */
const inter = {
  variationAxes: { wght: { min: 400, max: 700 } },
  keepFeatures: ["kern", "tnum", "calt", "ccmp", "locl", "mark", "mkmk"],
};

/** The characters that tokens.css declares for a font file: the file holds these and no more. */
function characters(tokens: string, name: string): string {
  const face = tokens.split("@font-face").find((each) => each.includes(`/fonts/${name}"`));
  const ranges = face?.match(/unicode-range:([^;]+);/)?.[1];
  if (!ranges) throw new Error(`tokens.css says no unicode-range for ${name}`);
  return ranges
    .split(",")
    .map((range) => {
      const [first = "", last = first] = range.trim().slice("U+".length).split("-");
      const from = Number.parseInt(first, 16);
      const count = Number.parseInt(last, 16) - from + 1;
      return Array.from({ length: count }, (_, at) => String.fromCodePoint(from + at)).join("");
    })
    .join("");
}

/** Puts tokens.css and its fonts into the build under names without a hash. */
function sharedTokens(): Plugin {
  return {
    name: "shared-tokens",
    apply: "build",
    async generateBundle() {
      const tokens = await readFile(new URL("src/ui/tokens.css", import.meta.url), "utf8");
      this.emitFile({ type: "asset", fileName: "tokens.css", source: tokens });
      for (const [name, path] of Object.entries(fonts)) {
        const whole = await readFile(new URL(`node_modules/${path}`, import.meta.url));
        const uses = name.startsWith("inter") ? inter : {};
        const source = await subsetFont(whole, characters(tokens, name), uses);
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
    // Those that know light-dark(): what stands in for it elsewhere needs the tokens in the same file.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    cssCodeSplit: false,
    // Chunks are fetched when they are needed: no link elements, no polyfill that a nonce must cover.
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: "src/app/main.tsx",
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
