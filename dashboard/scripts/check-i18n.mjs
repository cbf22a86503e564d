// Fails when a catalogue is out of date or an Urdu string is missing; leaves the files as they were.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const locales = ["en", "ur"];
const path = (locale) => `src/lib/locales/${locale}.po`;
const before = Object.fromEntries(
  locales.map((locale) => [locale, readFileSync(path(locale), "utf8")]),
);
const faults = [];
try {
  execFileSync("node_modules/.bin/lingui", ["extract", "--clean"], { stdio: "pipe" });
  for (const locale of locales) {
    const after = readFileSync(path(locale), "utf8");
    if (withoutDate(after) !== withoutDate(before[locale])) {
      faults.push(`${path(locale)} is out of date: run "npm run i18n" and translate what is new.`);
    }
    faults.push(...untranslated(locale, after));
  }
} finally {
  for (const locale of locales) writeFileSync(path(locale), before[locale]);
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
const count = before.ur.split("\nmsgid ").length - 2;
if (count < 50) {
  console.error(`Only ${count} strings were extracted: the check is blind.`);
  process.exit(1);
}
console.log(`Catalogues hold: ${count} strings in ${locales.join(" and ")}.`);

function withoutDate(text) {
  return text.replace(/^"POT-Creation-Date.*$/m, "");
}

function untranslated(locale, text) {
  return text
    .split("\n\n")
    .filter((entry) => !/^msgid ""\nmsgstr ""\n"/m.test(entry))
    .filter((entry) => /^msgstr ""\s*$(?!\n")/m.test(entry))
    .map((entry) => `${path(locale)}: no text for ${/^msgid (.*)$/m.exec(entry)?.[1]}`);
}
