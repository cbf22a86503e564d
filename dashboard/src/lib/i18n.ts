import { i18n } from "@lingui/core";
import { pageLocale } from "./page.ts";

/** Loads the catalogue of the page's language. The English text is the key of every string. */
export async function loadCatalogue(): Promise<void> {
  const locale = pageLocale();
  const catalogue =
    locale === "ur" ? await import("./locales/ur.po") : await import("./locales/en.po");
  i18n.loadAndActivate({ locale, messages: catalogue.messages });
}

/** The language's own number and date customs: Urdu is written with Latin digits, as in Pakistan. */
export function formatLocale(): string {
  return pageLocale() === "ur" ? "ur-PK-u-nu-latn" : "en-PK";
}

export { i18n };
