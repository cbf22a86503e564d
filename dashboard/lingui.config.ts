import type { LinguiConfig } from "@lingui/conf";

const config: LinguiConfig = {
  locales: ["en", "ur"],
  sourceLocale: "en",
  catalogs: [
    {
      path: "<rootDir>/src/lib/locales/{locale}",
      include: ["src"],
      exclude: ["**/*.test.*", "src/testing"],
    },
  ],
  orderBy: "messageId",
};

export default config;
