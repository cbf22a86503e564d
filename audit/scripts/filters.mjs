// The requests that filter lists stop. In: JSON {lists: [text], requests: [{url, type, sourceUrl}]}
// on standard input. Out: JSON [boolean].
import { readFileSync } from "node:fs";
import { FiltersEngine, Request } from "@ghostery/adblocker";

const { lists, requests } = JSON.parse(readFileSync(0, "utf8"));
const engine = FiltersEngine.parse(lists.join("\n"));
const stopped = requests.map((one) => {
  const { match, redirect } = engine.match(Request.fromRawDetails(one));
  return match || redirect !== undefined;
});
console.log(JSON.stringify(stopped));
