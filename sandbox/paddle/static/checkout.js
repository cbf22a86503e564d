// Inside the frame: no page change, and the page around it hears what happens.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const form = document.querySelector("form");
  const news = document.querySelector("#news");
  const origin = main.dataset.origin;
  if (window.parent === window || !origin) return;
  try {
    sessionStorage.setItem("paddleLoadingTime", String(performance.now()));
  } catch (_error) {
    news.textContent = "Storage is blocked in this frame.";
  }
  const target = origin === "null" ? "*" : origin;
  const tell = (name, data) => parent.postMessage({ name, data }, target);

  async function send(outcome) {
    const typed = Object.fromEntries(new FormData(form));
    tell("checkout.payment.initiated", { transaction_id: main.dataset.transaction });
    const answer = await fetch(`/checkout/${main.dataset.transaction}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...typed, outcome }),
    });
    const told = await answer.json();
    news.textContent = told.news;
    if (told.fields) form.innerHTML = told.fields;
    if (told.event) tell(told.event, told.data);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const outcome = event.submitter?.value || "pays";
    if (outcome === "close") tell("checkout.closed", { transaction_id: main.dataset.transaction });
    else send(outcome);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") tell("checkout.closed", { transaction_id: main.dataset.transaction });
  });
  tell("checkout.loaded", JSON.parse(document.querySelector("#facts").textContent));
})();
