// Google's CSP evaluator. In: JSON {page: policy} on standard input. Out: JSON {page: [finding]}.
import { readFileSync } from "node:fs";
import evaluator from "csp_evaluator";
import parser from "csp_evaluator/dist/parser.js";

const policies = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const findings = policies.map(([page, policy]) => {
  const found = new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate();
  return [page, found.map((one) => `${one.directive} ${one.value ?? ""}: ${one.description}`)];
});
console.log(JSON.stringify(Object.fromEntries(findings)));
