// Runs on the page that follows a wipe: empties what a script can reach, then says what is left.
import { empty, kept } from "./storage.js";

async function sweep(page) {
  await empty();
  const left = await kept();
  page.querySelector("[data-unknown]").hidden = true;
  page.querySelector(left.length ? "[data-left]" : "[data-nothing]").hidden = false;
  for (const { kind, name } of left) {
    const line = document.createElement("li");
    line.dir = "ltr";
    line.textContent = `${kind}: ${name}`;
    page.querySelector("[data-left-list]").append(line);
  }
}

for (const page of document.querySelectorAll("[data-sweep]")) sweep(page);
