import type { LinguiConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

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
  // Without line numbers a moved line is no change of the catalogue.
  format: formatter({ origins: false }),
};

export default config;
