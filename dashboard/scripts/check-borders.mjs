// Runs dependency-cruiser and refuses a green result that did not look at every source file.
import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";

const files = globSync("src/**/*.{ts,tsx}").filter((path) => !path.endsWith(".d.ts"));
const seen = cruise();
const modules = new Set(seen.modules.map((module) => module.source));
const missed = files.filter((path) => !modules.has(path));
const edges = seen.modules.flatMap((module) => module.dependencies).length;

for (const violation of seen.summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} -> ${violation.to}`);
}
if (missed.length > 0) {
  console.error(`The border check did not see ${missed.length} files: ${missed.join(", ")}`);
}
if (edges < files.length) {
  console.error(`The border check saw ${edges} imports in ${files.length} files: it is blind.`);
}
if (seen.summary.violations.length > 0 || missed.length > 0 || edges < files.length) {
  process.exit(1);
}
console.log(`Borders hold: ${files.length} files, ${edges} imports.`);

function cruise() {
  const args = ["src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  try {
    return JSON.parse(
      execFileSync("node_modules/.bin/depcruise", args, { maxBuffer: 64 * 1024 * 1024 }).toString(),
    );
  } catch (failure) {
    if (!failure.stdout?.length) throw failure;
    return JSON.parse(failure.stdout.toString());
  }
}
