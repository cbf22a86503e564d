// MDN HTTP Observatory on one page, signed in or not. Its own command takes a host name alone.
// In: JSON {host, httpsPort, httpPort, path, headers} on standard input. Out: JSON {score, grade, failed}.
import { readFileSync } from "node:fs";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";

const { host, ...options } = JSON.parse(readFileSync(0, "utf8"));
const seen = await retrieve(host, options);
if (!seen.responses.auto) {
  throw new Error(`${host} does not answer`);
}
const tests = ALL_TESTS.map((test) => test(seen)).filter((test) => test.result);
const modifiers = tests.map((test) => getScoreModifier(test.result));
const sum = (numbers) => numbers.reduce((all, one) => all + one, 100);
const strict = sum(modifiers.filter((one) => one < 0));
const total = strict >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(modifiers) : strict;
const failed = tests.filter((test) => !test.pass).map((test) => `${test.constructor.name}: ${test.result}`);
const { score, grade } = getGradeForScore(total);
console.log(JSON.stringify({ score, grade, failed, status: seen.responses.auto.status }));
