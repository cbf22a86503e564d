"use strict";

const byId = (id) => document.getElementById(id);
const FIELDS = [
  ["Phone number ID", "phone_number_id"],
  ["Business account ID", "waba_id"],
  ["Access token", "token"],
  ["App ID", "app_id"],
  ["App secret", "secret"],
  ["Verify token", "verify_token"],
];

let choices = {};

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, options || {});
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(result.error ?? "The stand-in did not answer. Try again.");
  return result;
}

function copyRow(label, value) {
  const row = make("div", "row");
  const shown = make("dd", "", value);
  shown.title = value;
  const button = make("button", "plain", "Copy");
  button.type = "button";
  button.setAttribute("aria-label", `Copy ${label}`);
  button.addEventListener("click", () => copy(button, shown, value));
  row.append(make("dt", "", label), shown, button);
  return row;
}

async function copy(button, shown, value) {
  try {
    await navigator.clipboard.writeText(value);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(shown);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

function field(label, value) {
  const wrap = make("label", "field", label);
  const input = make("input");
  input.value = value;
  input.autocomplete = "off";
  input.spellcheck = false;
  wrap.append(input);
  return [wrap, input];
}

function callbackForm(item) {
  const form = make("form", "callback");
  const [urlField, url] = field("Callback URL", item.callback_url);
  const [tokenField, token] = field("Verify token", item.verify_token);
  url.type = "url";
  url.placeholder = "http://localhost:…/webhooks/whatsapp/…";
  const button = make("button", "primary", "Verify and save");
  const outcome = make("p", "quiet");
  outcome.setAttribute("role", "status");
  form.append(urlField, tokenField, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    outcome.className = "quiet";
    outcome.textContent = "Asking the address…";
    try {
      const body = { app_id: item.app_id, callback_url: url.value, verify_token: token.value };
      const result = await ask("/numbers/callback", body);
      outcome.className = result.ok ? "good" : "error";
      outcome.textContent = result.ok ? `Verified: ${result.why}.` : `Not verified: ${result.why}.`;
    } catch (error) {
      outcome.className = "error";
      outcome.textContent = error.message;
    }
  });
  return [form, outcome];
}

const HEALTH = [["Quality", "quality"], ["Limit", "limit"], ["Sending", "sending"]];

function choice(label, values, value) {
  const wrap = make("label", "field", label);
  const select = make("select");
  for (const each of values) select.append(new Option(each, each, false, each === value));
  wrap.append(select);
  return [wrap, select];
}

function healthForm(item) {
  const form = make("form", "health");
  const chosen = {};
  for (const [label, key] of HEALTH) {
    const [wrap, select] = choice(label, choices[key], item.health[key]);
    chosen[key] = select;
    form.append(wrap);
  }
  const [troubleField, trouble] = field("What is in the way", item.health.trouble);
  trouble.maxLength = 200;
  const button = make("button", "primary", "Change health");
  const outcome = make("p", "quiet");
  outcome.setAttribute("aria-live", "polite");
  form.append(troubleField, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const body = { phone_number_id: item.phone_number_id, trouble: trouble.value };
      for (const [, key] of HEALTH) body[key] = chosen[key].value;
      const { told } = await ask("/numbers/health", body);
      outcome.className = "good";
      outcome.textContent = told.length > 0 ? `Saved. Sent: ${told.join(", ")}.` : "Saved.";
    } catch (error) {
      outcome.className = "error";
      outcome.textContent = error.message;
    }
  });
  return [form, outcome];
}

function stateOf(on, yes, no) {
  return make("span", on ? "state on" : "state", on ? yes : no);
}

function card(item) {
  const box = make("article", "card");
  const head = make("header");
  head.append(
    make("h2", "", item.verified_name),
    make("span", "quiet", item.display_phone_number),
    stateOf(item.verified, "Callback verified", "Callback not verified here"),
    stateOf(item.subscribed, "App subscribed", "App not subscribed yet"),
    stateOf(item.registered, "Registered", "Not registered"),
  );
  const list = make("dl");
  list.append(...FIELDS.map(([label, key]) => copyRow(label, item[key])));
  const [form, outcome] = callbackForm(item);
  box.append(head, list, form, outcome, ...healthForm(item));
  return box;
}

function showLink(id, address) {
  byId(id).hidden = !address;
  if (address) byId(id).href = address;
}

async function show() {
  const known = await ask("/numbers/list");
  choices = known.choices;
  byId("numbers").replaceChildren(...known.items.map(card));
  showLink("mail-link", known.mail_url);
  showLink("product-link", known.product_url);
}

byId("create").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("problem").textContent = "";
  try {
    await ask("/numbers", { name: byId("name").value });
    byId("name").value = "";
    await show();
  } catch (error) {
    byId("problem").textContent = error.message;
  }
});
show().catch((error) => { byId("problem").textContent = error.message; });
